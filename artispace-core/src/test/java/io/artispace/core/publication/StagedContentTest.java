package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.Limits;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StagedBlob;
import io.artispace.TooLargeException;
import io.artispace.core.Fixture;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contents that a publication receives. */
final class StagedContentTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void contentOverTheLimitIsRefused() {
        try (Fixture small =
                        new Fixture(Registry.builder().limits(Limits.defaults().withMaxFileSize(3)));
                Publication publication = small.repository().publish()) {
            assertThat(publication.stage(bytes("123")).size()).isEqualTo(3);
            assertThatThrownBy(() -> publication.stage(bytes("1234")))
                    .isInstanceOf(TooLargeException.class)
                    .hasMessageContaining("3 bytes");
        }
    }

    @Test
    void contentThatBreaksOffIsRefusedAndLeavesNothing() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream half = new java.io.SequenceInputStream(bytes("x".repeat(100_000)), broken);
        try (Publication publication = fixture.repository().publish()) {
            assertThatThrownBy(() -> publication.stage(half))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("broke off");
        }
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void largeContentHasTheRightDigests() throws Exception {
        byte[] large = new byte[9 * 1024 * 1024 + 17];
        new java.util.Random(1).nextBytes(large);
        String sha1 = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-1").digest(large));
        String sha256 = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(large));

        try (Publication publication = fixture.repository().publish()) {
            StagedBlob read = publication.stage(new java.io.ByteArrayInputStream(large));
            assertThat(read.digests().sha256().hex()).isEqualTo(sha256);
            assertThat(read.digests().sha1())
                    .isNotNull()
                    .satisfies(d -> assertThat(d.hex()).isEqualTo(sha1));
            try (Publication.Sink sink = publication.stage()) {
                for (int at = 0; at < large.length; at += 999_999) {
                    sink.write(large, at, Math.min(999_999, large.length - at));
                }
                assertThat(sink.finish().digests().sha256().hex()).isEqualTo(sha256);
            }
            try (InputStream in = read.open()) {
                assertThat(in.readAllBytes()).isEqualTo(large);
            }
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("artispace-digest") && t.isAlive());
    }

    @Test
    void contentOfAClosedPublicationIsRefusedAndTheStoreNotBlamed() {
        for (boolean committed : new boolean[] {false, true}) {
            StagedBlob content;
            try (Publication publication = fixture.repository().publish()) {
                content = publication.stage(bytes("of no use"));
                if (committed) {
                    publication.change(APP).putFile(path("1", "a"), content, Overwrite.NEVER);
                    publication.commit();
                }
            }

            assertThatThrownBy(content::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void bytesStagedInAnotherPublicationAreRefused() {
        try (Fixture other = new Fixture();
                Publication elsewhere = other.repository().publish();
                Publication publication = fixture.repository().publish()) {
            StagedBlob foreign = elsewhere.stage(bytes("in another registry's store"));
            PackageChanges changes = publication.change(APP).putVersion("1", Map.of(), "", Overwrite.NEVER);

            assertThatThrownBy(() -> changes.putFile("1", path("1", "a"), foreign, Overwrite.NEVER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not staged in this publication");
        }
    }
}
