package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.StagedBlob;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a publication changes, and when. */
final class PublicationTest {
    private final List<RegistryEvent> told = new ArrayList<>();
    private final Fixture fixture = new Fixture(Registry.builder().listener(told::addAll));

    @AfterEach
    void close() {
        fixture.close();
    }

    private PackageView view() {
        return fixture.repository().view(APP, ViewScope.everything()).orElseThrow();
    }

    private String content(FilePath path) {
        return Fixture.read(fixture.repository().file(path).orElseThrow());
    }

    @Test
    void nothingIsVisibleBeforeTheCommitAndEverythingAfterIt() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .putVersion("1", Map.of("colour", "red"), "manifest", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("aa")), Overwrite.NEVER)
                    .putFile(FilePath.of("app/readme"), publication.stage(bytes("read me")), Overwrite.NEVER)
                    .tag("latest", "1")
                    .attribute("description", "An app");
            publication
                    .change(PackageName.of("lib"))
                    .putVersion("2", Map.of(), "", Overwrite.NEVER)
                    .putFile("2", FilePath.of("lib/2/b"), publication.stage(bytes("")), Overwrite.NEVER);
            assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
            assertThat(fixture.repository().file(path("1", "a"))).isEmpty();

            publication.commit();
        }

        PackageView app = view();
        assertThat(app.revision()).isEqualTo(1);
        assertThat(app.tags()).containsExactly(Map.entry("latest", "1"));
        assertThat(app.attributes()).containsEntry("description", "An app");
        assertThat(app.files()).extracting(f -> f.path().value()).containsExactly("app/readme");
        assertThat(app.versions()).singleElement().satisfies(version -> {
            assertThat(version.manifest()).isEqualTo("manifest");
            assertThat(version.attributes()).containsEntry("colour", "red");
            assertThat(version.files()).hasSize(1);
        });
        assertThat(content(path("1", "a"))).isEqualTo("aa");
        assertThat(content(FilePath.of("lib/2/b"))).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void closingWithoutCommitLeavesNothing() {
        try (Publication publication = fixture.repository().publish()) {
            StagedBlob staged = publication.stage(bytes("lost"));
            publication
                    .change(APP)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), staged, Overwrite.NEVER);
        }

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        assertThat(told).extracting(RegistryEvent::type).containsExactly(Type.REPOSITORY_CREATED);
    }

    @Test
    void sameBytesAgainChangeNothingAndOtherBytesAreRefused() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("1", "a", "one", Overwrite.SAME);

        assertThat(view().revision()).isEqualTo(1);
        assertThatThrownBy(() -> fixture.publish("1", "a", "two", Overwrite.SAME))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"app/1/a\"")
                .hasMessageContaining("exists already with other bytes");
        assertThatThrownBy(() -> fixture.publish("1", "a", "one", Overwrite.NEVER))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Cannot publish \"app/1/a\": it exists already. Choose a new version.");
        assertThat(content(path("1", "a"))).isEqualTo("one");
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    @Test
    void replacedFileKeepsItsHistoryAndGivesTheNewBytes() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("1", "a", "two", Overwrite.REPLACE);

        assertThat(content(path("1", "a"))).isEqualTo("two");
        assertThat(view().revision()).isEqualTo(2);
        assertThat(view().versions().get(0).files()).hasSize(1);
    }

    @Test
    void removedNameStaysUsed() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        change(p -> p.change(APP).removeVersion("1"));

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThatThrownBy(() -> fixture.publish("1", "a", "two", Overwrite.SAME))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("stays used");
        assertThatThrownBy(() -> change(p -> p.change(APP).putVersion("1", Map.of(), "", Overwrite.NEVER)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("was removed");
        fixture.publish("1", "a", "one", Overwrite.SAME);
        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1");
    }

    @Test
    void removingAVersionTakesItsFilesAndTags() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        change(p -> p.change(APP).tag("latest", "2").tag("old", "1"));
        change(p -> p.change(APP).removeVersion("2"));

        assertThat(view().tags()).containsOnlyKeys("old");
        assertThat(fixture.repository().file(path("2", "a"))).isEmpty();
        assertThat(fixture.repository().file(path("1", "a"))).isPresent();
    }

    @Test
    void attributesAreChangedByWhatTheyAreWhenThePublicationIsCommitted() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .attribute("mine", "1")
                    .changeAttributes(attributes -> attributes.put("seen", String.join(" ", attributes.keySet())))
                    .changeAttributes(attributes -> attributes.remove("mine"));
            change(p -> p.change(APP).attribute("theirs", "2"));

            publication.commit();
        }

        assertThat(view().attributes()).containsOnlyKeys("theirs", "seen");
        assertThat(view().attributes().get("seen").split(" ")).containsExactlyInAnyOrder("mine", "theirs");
    }

    @Test
    void twelveVersionsPublishedAtOnceAreAllThere() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String version = "1." + i;
            all.add(threads.submit(() -> {
                start.await();
                fixture.publish(version, "a", "content of " + version, Overwrite.SAME);
                return null;
            }));
        }
        start.countDown();
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(view().versions()).hasSize(12);
        assertThat(view().revision()).isEqualTo(12);
    }

    @Test
    void sixteenWritersOfOneReleaseHaveOneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String content = "content " + i;
            all.add(threads.submit(() -> {
                start.await();
                try {
                    fixture.publish("1", "a", content, Overwrite.SAME);
                    return true;
                } catch (ConflictException e) {
                    return false;
                }
            }));
        }
        start.countDown();
        int winners = 0;
        for (Future<Boolean> one : all) {
            winners += one.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(winners).isEqualTo(1);
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
    }

    private void change(java.util.function.Consumer<Publication> changes) {
        try (Publication publication = fixture.repository().publish()) {
            changes.accept(publication);
            publication.commit();
        }
    }
}
