package io.artispace.core.repository;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.core.document.ServedDocument;
import io.artispace.exchange.Body;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import io.artispace.policy.Policies;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RepositoryReadTest {
    private final Fixture fixture = new Fixture();
    private final AtomicInteger rendered = new AtomicInteger();
    private final Rendering names = new Rendering("names", ViewScope.everything(), "text/plain", view -> {
        rendered.incrementAndGet();
        String text = view.versions().stream().map(VersionView::name).collect(Collectors.joining(" "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8));
    });

    @AfterEach
    void close() {
        fixture.close();
    }

    private String document() {
        return fixture.repository()
                .document(APP, names)
                .map(d -> new String(d.bytes(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void documentIsRenderedOnceForEachRevision() {
        assertThat(document()).isEqualTo("none");
        fixture.publish("1", "a", "one", Overwrite.SAME);
        assertThat(document()).isEqualTo("1");
        assertThat(document()).isEqualTo("1");
        assertThat(rendered).hasValue(1);

        fixture.publish("2", "a", "two", Overwrite.SAME);
        assertThat(document()).isEqualTo("1 2");
        fixture.publish("10", "a", "ten", Overwrite.SAME);
        remove("1");
        assertThat(document()).isEqualTo("2 10");
        assertThat(rendered).hasValue(3);
        remove("2");
        remove("10");
        assertThat(document()).isEqualTo("none");
    }

    @Test
    void formsOfADocumentHaveDifferentTagsAndTheSameContent() throws IOException {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        ServedRepository repository = ((HeldRepository) fixture.repository()).repository();

        ServedDocument served = repository.serve(APP, names).orElseThrow();
        Document plain = served.plain().orElseThrow();
        Document compressed = served.compressed().orElseThrow();

        assertThat(plain.etag()).isEqualTo(served.etag());
        assertThat(compressed.etag()).isEqualTo(served.compressedEtag()).isNotEqualTo(plain.etag());
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.bytes())).readAllBytes())
                .isEqualTo(plain.bytes());
    }

    @Test
    void largeFileIsCheckedOnceForAllPartsOfAnAnswer() throws IOException {
        FaultyBlobStore blobs = new FaultyBlobStore(new MemoryBlobStore());
        try (Fixture counted = new Fixture(Registry.builder().blobs(blobs))) {
            counted.publish("1", "a", "x".repeat(1_000_000), Overwrite.SAME);
            Body body = counted.repository().file(path("1", "a")).orElseThrow().body();

            for (int part = 0; part < 16; part++) {
                try (InputStream in = body.slice(10L * part, 5).open()) {
                    assertThat(in.readAllBytes()).hasSize(5);
                }
            }

            assertThat(blobs.calls(FaultyBlobStore.Step.OPEN)).isEqualTo(1 + 16);
        }
    }

    @Test
    void directoriesAreListedPageByPage() {
        List<String> paths = new ArrayList<>(List.of("a", "a-b/c", "a/b/c", "a/b/d", "a/e", "b"));
        for (int i = 100; i < 300; i++) {
            paths.add("many/" + i + "/x");
            paths.add("many/" + i + "/y");
        }
        publish(paths);

        Listing top = fixture.repository().list("", "", 100);
        assertThat(top.directories()).containsExactly("a-b", "a", "many");
        assertThat(top.files()).extracting(f -> f.path().value()).containsExactly("a", "b");
        Listing inA = fixture.repository().list("a", "", 100);
        assertThat(inA.directories()).containsExactly("b");
        assertThat(inA.files()).extracting(f -> f.path().fileName()).containsExactly("e");

        List<String> all = new ArrayList<>();
        String after = "";
        Listing page;
        do {
            page = fixture.repository().list("many", after, 7);
            all.addAll(page.directories());
            after = all.get(all.size() - 1) + "/";
        } while (page.more());
        assertThat(all).hasSize(200).startsWith("100", "101").endsWith("299").doesNotHaveDuplicates();
        assertThat(fixture.repository().list("nothing", "", 5)).isEqualTo(new Listing(List.of(), List.of(), false));
    }

    @Test
    void fileAndDirectoryOfOneNameAreBothListed() {
        publish(List.of("x/foo", "x/foo/bar", "x/foo-1", "x/goo", "x/goo/bar"));

        Listing all = fixture.repository().list("x", "", 10);
        Listing first = fixture.repository().list("x", "", 1);

        assertThat(all.directories()).containsExactly("foo", "goo");
        assertThat(all.files()).extracting(file -> file.path().fileName()).containsExactly("foo", "foo-1", "goo");
        assertThat(first.files()).hasSize(1);
        assertThat(fixture.repository().list("x", "goo", 1).directories()).containsExactly("goo");
    }

    @Test
    void packagesAreFoundByWordsAndPagedByName() {
        describe("acme-http", "A client for the web");
        describe("acme-json", "Reads and writes documents");
        describe("zebra", "Stripes for your web pages");

        assertThat(fixture.repository().search("web", 0, 10))
                .extracting(h -> h.name().value())
                .containsExactlyInAnyOrder("acme-http", "zebra");
        assertThat(fixture.repository().search("acme json", 0, 10))
                .extracting(h -> h.name().value())
                .containsExactly("acme-json");
        assertThat(fixture.repository().search("\" OR *", 0, 10)).isEmpty();
        SearchPages pages = fixture.repository().search("");
        assertThat(names(pages.next(1))).isEqualTo(names(fixture.repository().search("", 0, 1)));
        assertThat(names(pages.next(1000))).isEqualTo(names(fixture.repository().search("", 1, 1000)));
        List<SearchHit> first = fixture.repository().packages("acme-", "", 1);
        assertThat(first).extracting(h -> h.name().value()).containsExactly("acme-http");
        assertThat(fixture.repository().packages("acme-", "acme-http", 10))
                .extracting(h -> h.name().value())
                .containsExactly("acme-json");
        assertThatThrownBy(() -> fixture.repository().search("x", 0, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("limit 0");
    }

    @Test
    void allPackagesAreGoneThroughHoweverManyPagesTheyFill() {
        List<String> all =
                IntStream.range(1000, 1230).mapToObj(i -> "many-" + i).toList();
        try (Publication publication = fixture.repository().publish()) {
            all.forEach(
                    name -> publication.change(PackageName.of(name)).putVersion("1", Map.of(), "", Overwrite.NEVER));
            publication.commit();
        }
        describe("other", "After these");

        assertThat(fixture.repository().packages("many-"))
                .extracting(hit -> hit.name().value())
                .isEqualTo(all);
        assertThat(fixture.repository().packages("")).hasSize(231);
        assertThat(fixture.repository().packages("many-10")).hasSize(100);
        assertThat(fixture.repository().packages("none-")).isEmpty();
    }

    @Test
    void pastListsAndFindsWhatWasThereThen() {
        Repository before = fixture.repository().asOf(fixture.instant().minus(Duration.ofSeconds(1)));
        fixture.publish("1", "a", "one", Overwrite.SAME);
        describe("former", "The same words");
        Repository past = fixture.repository().asOf(fixture.instant());
        fixture.pass(Duration.ofHours(1));
        fixture.publish("2", "a", "two", Overwrite.SAME);
        describe("between", "The same words");
        remove("1");

        assertThat(past.list("app", "", 10).directories()).containsExactly("1");
        assertThat(past.list("app/1", "", 10).files())
                .extracting(file -> file.path().fileName())
                .containsExactly("a");
        assertThat(past.list("app/2", "", 10)).isEqualTo(new Listing(List.of(), List.of(), false));
        assertThat(names(past.packages("", "", 10))).containsExactly("app", "former");
        assertThat(names(past.packages("", "app", 1))).containsExactly("former");
        assertThat(names(past.search("words", 0, 10))).containsExactly("former");
        assertThat(names(past.search("words", 1, 10))).isEmpty();
        assertThat(names(past.search("words").next(1))).containsExactly("former");
        assertThat(fixture.repository().list("app", "", 10).directories()).containsExactly("2");
        assertThat(before.list("", "", 10)).isEqualTo(new Listing(List.of(), List.of(), false));
        assertThat(before.packages("", "", 10)).isEmpty();
        assertThat(before.search("words", 0, 10)).isEmpty();
    }

    @Test
    void listingLeavesOutWhatABlockRefuses() {
        List<String> paths = new ArrayList<>();
        for (int i = 100; i < 300; i++) {
            paths.add("app/" + i + "/x");
        }
        publish(paths);
        Policies policies = Policies.none();
        for (int i = 101; i < 299; i++) {
            policies = policies.block("app@" + i, "No.");
        }

        fixture.registry().update(Hosted.named("files").format("test").policies(policies));

        Repository blocking = fixture.registry().repository("files");
        assertThat(blocking.list("app", "", 1)).isEqualTo(new Listing(List.of("100"), List.of(), true));
        assertThat(blocking.list("app", "100/", 1)).isEqualTo(new Listing(List.of("299"), List.of(), false));
        assertThat(blocking.list("app/200", "", 10).files()).isEmpty();
    }

    private static List<String> names(List<SearchHit> hits) {
        return hits.stream().map(hit -> hit.name().value()).toList();
    }

    private void describe(String name, String description) {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(PackageName.of(name))
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .attribute("description", description);
            publication.commit();
        }
    }

    private void publish(List<String> paths) {
        try (Publication publication = fixture.repository().publish()) {
            for (String path : paths) {
                publication.change(APP).putFile(FilePath.of(path), publication.stage(bytes("x")), Overwrite.NEVER);
            }
            publication.commit();
        }
    }

    private void remove(String version) {
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).removeVersion(version);
            publication.commit();
        }
    }
}
