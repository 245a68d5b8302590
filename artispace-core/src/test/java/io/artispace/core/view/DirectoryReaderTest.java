package io.artispace.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Listing;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.metadata.FileRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DirectoryReaderTest {
    private static final Digests DIGESTS = new Digests(Digest.sha256("0".repeat(64)), null, null, null);

    private final TreeMap<String, FileRow> files = new TreeMap<>();
    private final List<Integer> asked = new ArrayList<>();

    private void put(String path) {
        files.put(path, new FileRow(0, 1, 1, null, path, 1, DIGESTS, 1, Instant.EPOCH, null));
    }

    private Listing list(String after, int limit) {
        DirectoryReader.Paths paths = (prefix, from, size) -> {
            asked.add(size);
            return files.tailMap(from, false).values().stream().limit(size).toList();
        };
        return new DirectoryReader(paths, row -> !row.path().contains("hidden"), "").read(after, limit);
    }

    @Test
    void looksForAFewNamesInALargerBatchTheMoreIsHidden() {
        for (int i = 0; i < 20_000; i++) {
            put("a/hidden" + i);
        }
        for (String directory : List.of("b", "c", "d")) {
            for (int i = 0; i < 2_000; i++) {
                put(directory + "/" + i);
            }
        }

        assertThat(list("", 1)).isEqualTo(new Listing(List.of("b"), List.of(), true));
        assertThat(asked).hasSizeLessThan(40).allMatch(size -> size <= 1024);

        asked.clear();
        assertThat(list("b/", 2)).isEqualTo(new Listing(List.of("c", "d"), List.of(), false));
        assertThat(asked).containsOnly(3);
    }
}
