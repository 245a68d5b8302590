package io.artispace.core.proxy.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.core.exchange.RecordingLog;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class FileFetcherTest {
    private static final FilePath FILE = FilePath.of("app/1.0/app.bin");

    @Test
    void fullDiskIsLoggedInOneLineAndOtherFailuresWithTheirTrace() {
        RecordingLog log = new RecordingLog();
        IOException full = new BlobStoreFullException("the disk", new IOException("No space left on device"));
        StorageFailedException broken = new StorageFailedException("It broke.");

        FileFetcher.tellUnstored(FILE, "far", new StorageFailedException("Cannot store.", full), log);
        FileFetcher.tellUnstored(FILE, "far", broken, log);

        assertThat(log.lines()).extracting(RecordingLog.Line::thrown).containsExactly(null, broken);
        assertThat(log.lines().get(0).text()).contains(FILE.value(), "the disk is full");
        assertThat(log.lines().get(1).text()).contains(FILE.value(), "far");
    }
}
