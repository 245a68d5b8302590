package io.artispace;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {
    @Test
    void lastNameIsThatOfAFileOrADirectoryByTheirBytes() {
        assertThat(last("b", "a.txt")).isEqualTo("b/");
        assertThat(last("a", "a-b")).isEqualTo("a/");
        assertThat(last("a", "b")).isEqualTo("b");
        // By the UTF-16 units of Java this one comes first.
        assertThat(last("\ud83d\ude00", "\uff21")).isEqualTo("\ud83d\ude00/");
        assertThat(new Listing(List.of(), List.of(), false).last()).isEmpty();
    }

    private static String last(String directory, String file) {
        Digests digests = new Digests(Digest.sha256("0".repeat(64)), null, null, null);
        FileView view = new FileView(FilePath.of("com/" + file), 1, digests, Instant.EPOCH);
        return new Listing(List.of(directory), List.of(view), true).last();
    }
}
