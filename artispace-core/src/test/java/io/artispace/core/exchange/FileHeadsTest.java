package io.artispace.core.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.content.WholeContent;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileHeadsTest {
    private final FileHeads heads = new FileHeads();

    @Test
    void headIsPutTogetherOnce() {
        FileView view = view("a/Aa.jar", "x");

        assertThat(heads.of(view)).isSameAs(heads.of(view));
    }

    @Test
    void filesWithTheSamePlaceHaveTheirOwnHeads() {
        FileView first = view("a/Aa.jar", "x");
        FileView second = view("a/BB.jar", "y");
        assertThat(first.path().value()).hasSameHashCodeAs(second.path().value());

        for (int i = 0; i < 2; i++) {
            assertThat(etag(first)).contains(first.digests().sha256().hex());
            assertThat(etag(second)).contains(second.digests().sha256().hex());
        }
    }

    @Test
    void replacedFileHasAHeadOfItsOwn() {
        FileView before = view("a/b.jar", "x");
        FileView after = view("a/b.jar", "y");
        heads.of(before);

        assertThat(etag(after)).contains(after.digests().sha256().hex());
    }

    private String etag(FileView view) {
        return heads.of(view).etag().value();
    }

    private static FileView view(String path, String content) {
        return new FileView(
                FilePath.of(path),
                content.length(),
                WholeContent.of(content.getBytes(UTF_8), Set.of(DigestAlgorithm.SHA256))
                        .digests(),
                Instant.EPOCH);
    }
}
