package io.artispace.core.ledger;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sealed session shows of a hosted package that was changed since: a build has to choose as it chose then. */
final class ReplayedViewTest {
    private final Fixture fixture = new Fixture();
    private final Registry registry = fixture.registry();
    private final Session session = registry.session("build-42");

    @BeforeEach
    void record() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        change(changes -> changes.tag("latest", "1").tag("next", "2"));
        registry.create(Group.named("group").format("test").members("files"));
        for (String repository : List.of("files", "group")) {
            for (String version : List.of("1", "2")) {
                fixture.pass(Duration.ofMinutes(1));
                Fixture.read(
                        session.repository(repository).file(path(version, "a")).orElseThrow());
            }
        }
        fixture.pass(Duration.ofMinutes(1));
        session.seal();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void change(Consumer<PackageChanges> changes) {
        try (Publication publication = fixture.repository().publish()) {
            changes.accept(publication.change(APP));
            publication.commit();
        }
    }

    private static PackageView view(Repository repository, ViewScope scope) {
        return repository.view(APP, scope).orElseThrow();
    }

    private static List<String> versions(PackageView view) {
        return view.versions().stream().map(VersionView::name).toList();
    }

    @Test
    void tagsPointToWhatTheyPointedToThen() {
        change(changes -> changes.tag("latest", "2").untag("next").tag("new", "1"));

        for (String repository : List.of("files", "group")) {
            Repository replay = session.repository(repository);
            assertThat(view(replay, ViewScope.versions()).tags())
                    .containsOnlyKeys("latest", "next")
                    .containsEntry("latest", "1")
                    .containsEntry("next", "2");
            assertThat(view(replay, ViewScope.version("1")).tags()).containsEntry("latest", "1");
        }
    }

    @Test
    void versionThatWasRemovedSinceIsStillThere() {
        change(changes -> changes.removeVersion("2"));

        for (String repository : List.of("files", "group")) {
            Repository replay = session.repository(repository);
            assertThat(versions(view(replay, ViewScope.versions()))).containsExactly("1", "2");
            assertThat(view(replay, ViewScope.everything()).versions().get(1).files())
                    .singleElement()
                    .satisfies(file -> assertThat(file.path()).isEqualTo(path("2", "a")));
            assertThat(versions(view(replay, ViewScope.version("2")))).containsExactly("2");
        }
    }

    @Test
    void packageOfWhichEverythingWasRemovedSinceIsStillThere() {
        change(changes -> changes.removeEverything());

        for (String repository : List.of("files", "group")) {
            Repository replay = session.repository(repository);
            assertThat(versions(view(replay, ViewScope.versions()))).containsExactly("1", "2");
            for (String text : List.of("", "app")) {
                assertThat(replay.search(text, 0, 10))
                        .as("%s in %s", text, repository)
                        .singleElement()
                        .satisfies(hit -> assertThat(hit.name()).isEqualTo(APP));
            }
            assertThat(registry.repository(repository).search("", 0, 10)).isEmpty();
        }
    }

    @Test
    void sessionFromElsewhereShowsWhatWasPublishedHereLater() {
        try (Fixture other = new Fixture()) {
            other.pass(Duration.ofDays(1));
            other.publish("1", "a", "one", Overwrite.SAME);
            other.publish("2", "a", "two", Overwrite.SAME);

            Session imported = other.registry().importSession(session.export());

            assertThat(versions(view(imported.repository("files"), ViewScope.versions())))
                    .containsExactly("1", "2");
        }
    }
}
