package io.artispace.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.artispace.StorageFailedException;
import org.junit.jupiter.api.Test;

class StandaloneTest {
    /** The message says that it is in the log. */
    @Test
    void failureToStartShowsTheStoresCause() {
        Options options = Options.parse(
                "--metadata",
                "memory:",
                "--blobs",
                "s3://key:secret@bucket?endpoint=http://127.0.0.1:1&path-style=true");
        StorageFailedException failure = catchThrowableOfType(
                StorageFailedException.class, () -> Server.start(options).close());

        assertThat(Standalone.explained(failure))
                .startsWith(failure.getMessage())
                .contains("Cause: ")
                .contains("Connection refused")
                .doesNotContain("secret");
    }
}
