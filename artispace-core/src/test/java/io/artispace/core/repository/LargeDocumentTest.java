package io.artispace.core.repository;

import static io.artispace.core.Fixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Limits;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.exchange.Body;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents that are larger than what is kept in memory. */
final class LargeDocumentTest {
    private static final int VERSIONS = 40;
    private static final String MANIFEST = "manifest ".repeat(1000);

    private final Fixture fixture =
            new Fixture(Registry.builder().limits(Limits.defaults().withCacheSize(400_000)));
    private final ServedRepository repository = ((HeldRepository) fixture.repository()).repository();
    private final Whole whole = new Whole();
    private final Rendering rendering = new Rendering("whole", ViewScope.everything(), "text/plain", whole);

    /** Writes the manifests of all versions. */
    private static final class Whole implements Rendering.Renderer {
        private int written;
        private boolean failing;

        @Override
        public Optional<byte[]> render(PackageView view) {
            throw new AssertionError("Too large to be rendered in memory");
        }

        @Override
        public boolean write(PackageView view, OutputStream out) throws IOException {
            written++;
            for (VersionView version : view.versions()) {
                out.write(version.manifest().getBytes(StandardCharsets.UTF_8));
            }
            if (failing) {
                throw new IllegalStateException("It fails at the end.");
            }
            return true;
        }
    }

    @BeforeEach
    void publish() {
        try (Publication publication = fixture.repository().publish()) {
            for (int i = 0; i < VERSIONS; i++) {
                publication.change(APP).putVersion("1." + i, Map.of(), i + MANIFEST, Overwrite.NEVER);
            }
            publication.commit();
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static byte[] expected() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < VERSIONS; i++) {
            all.writeBytes((i + MANIFEST).getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    private Document plain() {
        return repository.serve(APP, rendering).orElseThrow().plain().orElseThrow();
    }

    @Test
    void isWrittenOnceAndCanBeReadRepeatedly() throws IOException {
        byte[] expected = expected();

        Body body = plain().body();

        assertThat(body.length()).isEqualTo(expected.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(expected);
        try (InputStream in = body.slice(100_000, 50_000).open()) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(expected, 100_000, 150_000));
        }
        assertThat(plain().bytes()).isEqualTo(expected);
        assertThat(whole.written).isOne();
    }

    @Test
    void attributesMakeADocumentLargeAsWell() {
        PackageName versions = PackageName.of("attributes-of-versions");
        PackageName itself = PackageName.of("attributes-of-itself");
        try (Publication publication = fixture.repository().publish()) {
            for (int i = 0; i < VERSIONS; i++) {
                publication.change(versions).putVersion("1." + i, Map.of("why", MANIFEST), "", Overwrite.NEVER);
            }
            publication
                    .change(itself)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .attribute("readme", MANIFEST.repeat(VERSIONS));
            publication.commit();
        }

        for (PackageName name : List.of(versions, itself)) {
            assertThat(repository.serve(name, rendering).orElseThrow().plain()).isPresent();
        }
        assertThat(whole.written).isEqualTo(2);
    }

    @Test
    void isCompressedWithoutBeingInMemory() throws IOException {
        Document compressed =
                repository.serve(APP, rendering).orElseThrow().compressed().orElseThrow();

        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.bytes())).readAllBytes())
                .isEqualTo(expected());
        assertThat(whole.written).isOne();
    }

    @Test
    void isRenderedAnewWhenThePackageChanges() {
        plain();
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).putVersion("2", Map.of(), "the end", Overwrite.NEVER);
            publication.commit();
        }

        assertThat(plain().bytes()).endsWith("the end".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void interruptedReaderDoesNotDisturbOthers() {
        Document document = plain();
        Thread.currentThread().interrupt();

        assertThat(document.bytes()).hasSize(expected().length);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(plain().bytes()).hasSize(expected().length);
    }

    @Test
    void failureOfTheRendererLeavesNothing() {
        whole.failing = true;
        assertThatThrownBy(this::plain).isInstanceOf(IllegalStateException.class);

        whole.failing = false;

        assertThat(plain().bytes()).isEqualTo(expected());
    }

    @Test
    void itsFileIsClosedWithTheRegistry() {
        Document document = plain();

        fixture.close();

        assertThatThrownBy(document::bytes).hasMessageContaining("Ask for it again");
    }
}
