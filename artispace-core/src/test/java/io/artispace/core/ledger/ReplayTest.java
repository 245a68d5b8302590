package io.artispace.core.ledger;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Listing;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.SearchHit;
import io.artispace.Session;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.core.Fixture;
import io.artispace.core.VersionNames;
import io.artispace.core.repository.HeldRepository;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import io.artispace.testkit.ForwardingMetadataStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sealed session serves. */
final class ReplayTest {
    private final Fixture fixture = new Fixture();
    private final Registry registry = fixture.registry();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String read(Repository repository, String version) {
        return Fixture.read(repository.file(path(version, "a")).orElseThrow());
    }

    @Test
    void sealedSessionServesWhatWasServedAndNothingElse() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        Session session = registry.session("build-42");
        read(session.repository("files"), "1");
        session.seal();
        fixture.publish("3", "a", "three", Overwrite.SAME);

        Repository replay = registry.session("build-42").repository("files");

        assertThat(read(replay, "1")).isEqualTo("one");
        assertThat(replay.file(path("2", "a"))).isEmpty();
        assertThat(replay.view(APP, ViewScope.versions()).orElseThrow().versions())
                .extracting(VersionView::name)
                .containsExactly("1");
        assertThatThrownBy(replay::publish)
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("replayed");
    }

    /** The one is the first by its bytes, the other by the UTF-16 units of Java. */
    @Test
    void pagesThroughNamesOfAllCharacters() {
        List<String> names = List.of("\uff21", "\ud83d\ude00");
        Session session = registry.session("build-42");
        for (String name : names) {
            fixture.publish(name, "a", name, Overwrite.SAME);
            read(session.repository("files"), name);
        }
        session.seal();

        Listing first = session.repository("files").list("app", "", 1);
        Listing second = session.repository("files").list("app", first.last(), 1);

        assertThat(List.of(first.directories(), second.directories()))
                .containsExactly(names.subList(0, 1), names.subList(1, 2));
        assertThat(second.more()).isFalse();
    }

    @Test
    void repositoryHeldSinceBeforeTheSealReplaysAsWell() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        registry.create(Group.named("group").format("test").members("files").publishingTo("files"));
        Session session = registry.session("build-42");
        Repository held = session.repository("group");
        read(held, "1");

        session.seal();

        assertThat(read(held, "1")).isEqualTo("one");
        assertThat(held.file(path("2", "a"))).isEmpty();
        assertThatThrownBy(held::publish).isInstanceOf(ConflictException.class).hasMessageContaining("replayed");
    }

    /** A database server cannot: whoever looks a repository up asks it, which nothing may do within a work. */
    @Test
    void documentsAreReplayedWhereTheStoreCannotTellWhetherAnythingChanged() {
        MetadataStore server = new ForwardingMetadataStore(JdbcMetadataStore.openInMemory()) {
            @Override
            public OptionalLong dataVersion() {
                return OptionalLong.empty();
            }

            @Override
            public OptionalLong configurationVersion() {
                return OptionalLong.empty();
            }
        };
        try (server;
                Fixture other = new Fixture(Registry.builder().metadata(server).blobs(URI.create("memory:/")))) {
            other.publish("1", "a", "one", Overwrite.SAME);
            Session session = other.registry().session("build-42");
            Repository held = session.repository("files");
            read(held, "1");
            session.seal();

            assertThat(read(held, "1")).isEqualTo("one");
            assertThat(held.view(APP, ViewScope.versions()).orElseThrow().versions())
                    .extracting(VersionView::name)
                    .containsExactly("1");
        }
    }

    @Test
    void versionBlockedSinceIsRefusedWithItsReasonAndNotListed() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        Repository group = registry.create(Group.named("group").format("test").members("files"));
        Session session = registry.session("build-42");
        for (String repository : List.of("files", "group")) {
            read(session.repository(repository), "1");
            read(session.repository(repository), "2");
        }
        session.seal();
        Policies policies = Policies.none().block("app@1", "Harmful. Use 2.");
        registry.update(((Group) group.definition()).policies(policies));

        Repository replay = session.repository("group");
        assertThatThrownBy(() -> replay.file(path("1", "a")))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("Harmful. Use 2.");
        assertThat(replay.list("app", "", 10).directories()).containsExactly("2");
        assertThat(read(replay, "2")).isEqualTo("two");
        assertThatThrownBy(() -> replay.view(APP, ViewScope.versions()))
                .as("without the version a client would choose another one")
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("Harmful. Use 2.");
        assertThatThrownBy(() -> document(replay)).isInstanceOf(DeniedException.class);
        assertThat(replay.packages("", "", 10)).extracting(SearchHit::name).containsExactly(APP);
        assertThat(read(session.repository("files"), "1")).isEqualTo("one");
    }

    @Test
    void sealedSessionListsAndFindsWhatWasServedAndNothingElse() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("1", "b", "other", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(PackageName.of("another"))
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", FilePath.of("another/1/a"), publication.stage(bytes("x")), Overwrite.NEVER);
            publication.commit();
        }
        Session session = registry.session("build-42");
        read(session.repository("files"), "1");
        session.seal();
        Repository replay = session.repository("files");

        assertThat(replay.packages("", "", 10))
                .singleElement()
                .extracting(SearchHit::name)
                .isEqualTo(APP);
        assertThat(replay.packages("", "app", 10)).isEmpty();
        assertThat(replay.packages("b", "", 10)).isEmpty();
        assertThat(replay.search("", 0, 10)).extracting(SearchHit::name).containsExactly(APP);
        assertThat(replay.search("", 1, 10)).isEmpty();
        assertThat(replay.search("").next(10)).extracting(SearchHit::name).containsExactly(APP);
        assertThat(replay.search("another", 0, 10)).isEmpty();
        assertThat(replay.list("", "", 10)).isEqualTo(new Listing(List.of("app"), List.of(), false));
        assertThat(replay.list("app", "", 10).directories()).containsExactly("1");
        assertThat(replay.list("app", "1/", 10).directories()).isEmpty();
        assertThat(replay.list("app/1", "", 10).files())
                .isEqualTo(List.of(replay.file(path("1", "a")).orElseThrow().view()));
    }

    @Test
    void replayOutlivesTheRemovalAndTheCollectionOfWhatWasServed() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        read(session.repository("files"), "1");
        session.seal();
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).removeVersion("1");
            publication.commit();
        }
        fixture.pass(Duration.ofDays(2));

        registry.maintenance().collectGarbage(Duration.ofHours(1));

        assertThat(read(session.repository("files"), "1")).isEqualTo("one");
        session.delete();
        assertThat(registry.maintenance().collectGarbage(Duration.ofHours(1)).blobs())
                .isEqualTo(1);
    }

    /** May read everything but one package of the repository {@code secret}. */
    private static final class Outsider implements Reading.Access {
        @Override
        public Caller caller() {
            return Caller.user("outsider", Role.READ);
        }

        @Override
        public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
            return !(member.name().equals("secret") && APP.equals(subject));
        }
    }

    @Test
    void sealedSessionOfAGroupHandsOutNothingOfAMemberThatTheCallerMayNotRead() {
        fixture.publish("1", "a", "open", Overwrite.SAME);
        registry.create(Hosted.named("secret").format("test"));
        publish(registry.repository("secret"), "2", "secret");
        registry.create(Group.named("all").format("test").members("files", "secret"));
        Session session = registry.session("build-42");
        read(session.repository("all"), "1");
        read(session.repository("all"), "2");
        session.seal();

        ServedRepository replay = ((HeldRepository) session.repository("all")).repository();
        ServedRepository outsider = replay.reading(replay.reading().in(new Outsider()));

        assertThat(read(outsider, "1")).isEqualTo("open");
        assertThat(outsider.file(path("2", "a"))).isEmpty();
        assertThat(document(outsider)).isEqualTo("1");
        assertThat(outsider.list("app", "", 10).directories()).containsExactly("1");
        assertThat(outsider.list("app/2", "", 10).files()).isEmpty();
        assertThat(outsider.list("", "", 10).directories()).containsExactly("app");
        assertThat(read(replay, "2")).isEqualTo("secret");
        assertThat(document(replay)).isEqualTo("1 2");

        registry.update(Group.named("all").format("test").members("files"));
        registry.delete("secret");

        assertThat(read(outsider, "1")).isEqualTo("open");
        assertThat(outsider.file(path("2", "a")))
                .as("nobody can tell any more who might read it")
                .isEmpty();
        assertThat(read(session.repository("all"), "2")).isEqualTo("secret");
    }

    @Test
    void sealedSessionOfAGroupShowsAVersionAsTheMemberHasItThatServedIt() {
        registry.create(Hosted.named("second").format("test"));
        publish(registry.repository("second"), "1", "served");
        registry.create(Group.named("all").format("test").members("files", "second"));
        Session session = registry.session("build-42");
        Instant then = fixture.instant();
        read(session.repository("all"), "1");
        session.seal();
        fixture.pass(Duration.ofHours(1));
        fixture.publish("1", "a", "published since", Overwrite.SAME);

        Repository replay = session.repository("all");

        assertThat(read(replay, "1")).isEqualTo("served");
        assertThat(replay.view(APP, ViewScope.versions()).orElseThrow().versions())
                .extracting(VersionView::published)
                .containsExactly(then);
    }

    @Test
    void pathThatHadSeveralContentsIsReplayedWithTheOneThatWasServedLast() {
        Session session = registry.session("build-42");
        for (String content : List.of("first", "second", "first", "first")) {
            fixture.pass(Duration.ofMinutes(1));
            fixture.publish("1", "a", content, Overwrite.REPLACE);
            assertThat(read(session.repository("files"), "1")).isEqualTo(content);
        }
        session.seal();

        assertThat(read(session.repository("files"), "1")).isEqualTo("first");
        assertThat(session.entries())
                .extracting(LedgerEntry::served)
                .containsExactlyInAnyOrder(
                        fixture.instant().minus(Duration.ofMinutes(2)),
                        fixture.instant().minus(Duration.ofMinutes(1)));
    }

    private static void publish(Repository repository, String version, String content) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(APP)
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(version, path(version, "a"), publication.stage(bytes(content)), Overwrite.SAME);
            publication.commit();
        }
    }

    /** Renders a document of the names of versions. */
    private static String document(Repository repository) {
        return VersionNames.of(repository, APP);
    }
}
