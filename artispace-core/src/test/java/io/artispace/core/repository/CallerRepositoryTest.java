package io.artispace.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Listing;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.Session;
import io.artispace.ViewScope;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repositories that a host reads and writes in the name of a user. */
class CallerRepositoryTest {
    private static final PackageName OTHER = PackageName.of("other");
    private static final Caller ANN = Caller.user("ann", Role.WRITE);

    private final List<AccessRequest> asked = new ArrayList<>();
    private AccessPolicy policy = request -> true;
    private final Fixture fixture = new Fixture(Registry.builder().access(request -> {
        asked.add(request);
        return policy.allows(request);
    }));
    private final Repository files = fixture.repository();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void publish(Repository repository, PackageName name, String version) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(name)
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(
                            version,
                            Fixture.path(name, version, "a"),
                            publication.stage(Fixture.bytes(version)),
                            Overwrite.SAME);
            publication.commit();
        }
    }

    private static void remove(Repository repository, String version) {
        try (Publication publication = repository.publish()) {
            publication.change(Fixture.APP).removeVersion(version);
            publication.commit();
        }
    }

    private static void assertDenied(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DeniedException.class).hasMessage(message);
    }

    @Test
    void eventsNameTheCaller() {
        publish(files.as(ANN), Fixture.APP, "1");
        publish(files, Fixture.APP, "2");

        assertThat(fixture.registry().events().after(1, 100))
                .filteredOn(event -> event.type() == RegistryEvent.Type.VERSION_PUBLISHED)
                .extracting(RegistryEvent::caller)
                .containsExactly("ann", "host");
        assertThat(files.as(ANN).caller()).isEqualTo(ANN);
        assertThat(files.caller()).isEqualTo(Caller.host());
    }

    @Test
    void policyIsAskedOnceAboutEachPackageOfAPublication() {
        try (Publication publication = files.as(ANN).publish()) {
            for (PackageName name : List.of(Fixture.APP, OTHER)) {
                for (String version : List.of("1", "2")) {
                    publication.change(name).putVersion(version, Map.of(), "", Overwrite.SAME);
                }
            }
            publication.commit();
        }

        assertThat(asked)
                .containsExactly(
                        new AccessRequest(ANN, Action.PUBLISH, files.definition(), Fixture.APP),
                        new AccessRequest(ANN, Action.PUBLISH, files.definition(), OTHER));
    }

    @Test
    void hostItselfIsNotAskedAbout() {
        policy = request -> false;

        publish(files, Fixture.APP, "1");

        assertThat(files.file(Fixture.path("1", "a"))).isPresent();
        assertThat(asked).isEmpty();
    }

    @Test
    void nothingOfARefusedPublicationIsThereAlsoIfItIsTriedAgain() {
        policy = request -> !request.packageName().equals(Optional.of(OTHER));
        try (Publication publication = files.as(ANN).publish()) {
            publication.change(Fixture.APP).putVersion("1", Map.of(), "", Overwrite.SAME);
            publication.change(OTHER).putVersion("1", Map.of(), "", Overwrite.SAME);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertDenied(
                        publication::commit,
                        "\"ann\" may not publish in \"files\": \"other\". Ask an administrator of the repository.");
            }
        }

        assertThat(files.packages("")).isEmpty();
    }

    @Test
    void eachCommitOfAPublicationAsksAnew() {
        try (Publication publication = files.as(ANN).publish()) {
            publication.change(Fixture.APP).putVersion("1", Map.of(), "", Overwrite.SAME);
            publication.commit();
            policy = request -> false;
            publication.change(Fixture.APP).putVersion("2", Map.of(), "", Overwrite.SAME);

            assertDenied(
                    publication::commit,
                    "\"ann\" may not publish in \"files\": \"app\". Ask an administrator of the repository.");
        }
    }

    /** Otherwise it would tell whoever may not read the package at which revision it is. */
    @Test
    void conditionAloneNeedsTheRightToPublish() {
        publish(files, OTHER, "1");
        policy = request -> !request.packageName().equals(Optional.of(OTHER));

        for (long revision : List.of(1L, 2L)) {
            try (Publication publication = files.as(ANN).publish()) {
                publication.change(OTHER).expectRevision(revision);
                assertDenied(
                        publication::commit,
                        "\"ann\" may not publish in \"files\": \"other\". Ask an administrator of the repository.");
            }
        }
    }

    @Test
    void removalNeedsTheRightToDelete() {
        publish(files, Fixture.APP, "1");
        policy = request -> request.action() != Action.DELETE;

        assertDenied(
                () -> remove(files.as(ANN), "1"),
                "\"ann\" may not delete in \"files\": \"app\". Ask an administrator of the repository.");
        assertDenied(
                () -> remove(files.as(Caller.user("root", Role.ADMIN)), "1"),
                "\"root\" may not delete in \"files\": \"app\". The repository's definition does not allow it, or a rule of the"
                        + " host's own.");
        policy = request -> request.action() == Action.DELETE;
        remove(files.as(ANN), "1");

        assertThat(files.packages("")).isEmpty();
    }

    @Test
    void readsWhatTheCallerMayRead() {
        publish(files, Fixture.APP, "1");
        publish(files, OTHER, "1");
        Repository read = files.as(ANN);
        policy = request -> request.packageName().equals(Optional.of(Fixture.APP));

        assertThat(read.view(Fixture.APP, ViewScope.versions())).isPresent();
        assertThat(read.revision(Fixture.APP)).isPresent();
        assertThat(read.file(Fixture.path("1", "a"))).isPresent();
        assertThat(read.asOf(fixture.instant()).file(Fixture.path("1", "a"))).isPresent();
        String other = "\"ann\" may not read in \"files\": \"other\". Ask an administrator of the repository.";
        for (Repository way : List.of(
                read,
                read.asOf(fixture.instant()),
                files.asOf(fixture.instant()).as(ANN))) {
            assertDenied(() -> way.view(OTHER, ViewScope.versions()), other);
            assertDenied(() -> way.revision(OTHER), other);
            assertDenied(() -> way.file(Fixture.path(OTHER, "1", "a")), other);
            assertDenied(() -> way.file(Fixture.path(OTHER, "absent", "a")), other);
        }
        assertDenied(() -> read.destination().view(OTHER, ViewScope.versions()), other);
        String all = "\"ann\" may not read in \"files\". Ask an administrator of the repository.";
        assertDenied(() -> read.packages("", "", 10), all);
        assertDenied(() -> read.packages(""), all);
        assertDenied(() -> read.search("app", 0, 10), all);
        assertDenied(() -> read.search("app"), all);
        assertDenied(() -> read.list("", "", 10), all);
    }

    @Test
    void listsAndSearchesLeaveOutPackagesThatTheCallerMayNotRead() {
        PackageName secret = PackageName.of("earlier");
        Repository all =
                fixture.registry().create(Group.named("all").format("test").members("files"));
        for (PackageName name : List.of(Fixture.APP, secret, OTHER)) {
            publish(files, name, "1");
        }
        Session session = fixture.registry().session("build-42");
        for (String repository : List.of("files", "all")) {
            for (PackageName name : List.of(Fixture.APP, secret, OTHER)) {
                Fixture.read(session.repository(repository)
                        .file(Fixture.path(name, "1", "a"))
                        .orElseThrow());
            }
        }
        session.seal();
        fixture.pass(Duration.ofMinutes(1));
        for (Repository repository : List.of(
                files,
                all,
                files.asOf(fixture.instant()),
                all.asOf(fixture.instant()),
                session.repository("files"),
                session.repository("all"))) {
            policy = request -> !(request.packageName().equals(Optional.of(secret))
                    && request.repository().name().equals(repository.name()));
            Repository read = repository.as(ANN);

            assertThat(read.packages("", "", 1)).extracting(SearchHit::name).containsExactly(Fixture.APP);
            assertThat(read.packages("", "app", 1)).extracting(SearchHit::name).containsExactly(OTHER);
            assertThat(read.search("", 0, 10))
                    .extracting(SearchHit::name)
                    .containsExactlyInAnyOrder(Fixture.APP, OTHER);
            assertThat(read.search("earlier", 0, 10)).isEmpty();
            assertThat(read.search("").next(10)).hasSize(2);
            assertThat(read.search("", 1, 10)).hasSize(1);
            assertThat(read.list("", "", 10).directories()).containsExactly("app", "other");
            assertThat(read.list("earlier", "", 10)).isEqualTo(new Listing(List.of(), List.of(), false));
        }
    }

    @Test
    void groupShowsTheMembersThatTheCallerMayReadAndItsTargetIsAskedAbout() {
        Repository second = fixture.registry().create(Hosted.named("second").format("test"));
        Repository all = fixture.registry()
                .create(Group.named("all")
                        .format("test")
                        .members("files", "second")
                        .publishingTo("files"));
        publish(second, OTHER, "1");
        publish(files, Fixture.APP, "1");
        policy = request -> !request.repository().name().equals("second");

        assertThat(all.as(ANN).packages("")).extracting(hit -> hit.name()).containsExactly(Fixture.APP);
        publish(all.as(ANN), OTHER, "2");
        for (String closed : List.of("all", "files")) {
            policy = request -> !request.repository().name().equals(closed);
            assertDenied(
                    () -> publish(all.as(ANN), OTHER, "3"),
                    "\"ann\" may not publish in \"" + closed
                            + "\": \"other\". Ask an administrator of the repository.");
            assertDenied(
                    () -> publish(all.as(ANN).destination(), OTHER, "3"),
                    "\"ann\" may not publish in \"" + closed
                            + "\": \"other\". Ask an administrator of the repository.");
        }
        assertThat(fixture.registry().events().after(0, 100))
                .filteredOn(event -> "2".equals(event.version()))
                .extracting(RegistryEvent::caller)
                .containsOnly("ann");
    }

    @Test
    void sessionsAndHeldRepositoriesKeepTheCaller() {
        publish(files, Fixture.APP, "1");
        Repository recorded =
                fixture.registry().session("build").repository("files").as(ANN);
        assertThat(recorded.file(Fixture.path("1", "a"))).isPresent();
        policy = request -> false;
        assertThatThrownBy(() -> recorded.file(Fixture.path("1", "a"))).isInstanceOf(DeniedException.class);
        assertThat(fixture.registry().session("build").entries()).isEmpty();

        policy = request -> request.caller().name().equals("bob");
        assertThat(files.as(ANN).as(Caller.user("bob", Role.READ)).file(Fixture.path("1", "a")))
                .isPresent();
    }

    @Test
    void whoIsNobodyIsAskedForCredentialsAndAPolicyThatFailsAllowsNothing() {
        policy = request -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> files.as(Caller.anonymous()).file(Fixture.path("1", "a")))
                .isInstanceOfSatisfying(
                        DeniedException.class,
                        denied -> assertThat(denied.authenticationRequired()).isTrue())
                .hasMessage("Nobody may read in \"files\": \"app\" without credentials.");
    }

    @Test
    void tokenReachesNoFurtherThanItsScope() {
        TokenScope scope = new TokenScope(Role.WRITE, Set.of(), Set.of("app"));
        Repository limited = files.as(new Caller("ann", Caller.Kind.USER, Role.WRITE, scope, Map.of()));
        policy = request -> !request.caller().isAnonymous();

        publish(limited, Fixture.APP, "1");
        assertDenied(
                () -> publish(limited, OTHER, "1"),
                "\"ann\" may not publish in \"files\": \"other\" with this token, which is limited. Use one that reaches"
                        + " further, or ask an administrator of the repository.");
    }

    @Test
    void tokenIsNotNamedAsTheReasonForWhatThePolicyOrTheRoleRefuses() {
        TokenScope scope = TokenScope.of(Role.WRITE).in("files");
        Repository limited = files.as(new Caller("ann", Caller.Kind.USER, Role.WRITE, scope, Map.of()));
        policy = request -> request.subject() == null || !request.subject().equals(OTHER);

        assertDenied(
                () -> publish(limited, OTHER, "1"),
                "\"ann\" may not publish in \"files\": \"other\". Ask an administrator of the repository.");
        policy = request -> request.caller().role() == Role.ADMIN;
        assertDenied(
                () -> remove(limited, "1"),
                "\"ann\" may not delete in \"files\": \"app\". Ask an administrator of the repository.");
    }

    @Test
    void tokenIsNotNamedAsTheReasonForWhatNobodyMay() {
        TokenScope scope = TokenScope.of(Role.WRITE).in("files");
        Caller limited = new Caller("root", Caller.Kind.USER, Role.ADMIN, scope, Map.of());
        try (Fixture roles = new Fixture()) {
            publish(roles.repository(), Fixture.APP, "1");
            roles.registry().update(((Hosted) roles.repository().definition()).deletion(Hosted.Deletion.NOBODY));

            assertDenied(
                    () -> remove(roles.repository().as(limited), "1"),
                    "\"root\" may not delete in \"files\": \"app\". The repository's definition does not allow it, or a rule of"
                            + " the host's own.");
        }
    }

    @Test
    void rolesDecideWhereThereIsNoPolicy() {
        try (Fixture roles = new Fixture()) {
            publish(roles.repository().as(ANN), Fixture.APP, "1");
            Repository read = roles.repository().as(Caller.user("bob", Role.READ));

            assertThat(read.file(Fixture.path("1", "a"))).isPresent();
            assertThatThrownBy(() -> publish(read, Fixture.APP, "2")).isInstanceOf(DeniedException.class);
            assertThatThrownBy(() -> remove(roles.repository().as(ANN), "1")).isInstanceOf(DeniedException.class);
        }
    }
}
