package io.artispace.core.group;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static io.artispace.core.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Listing;
import io.artispace.Overwrite;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.core.VersionNames;
import io.artispace.format.Document;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GroupTest {
    private final Fixture fixture = new Fixture();
    private final Registry registry = fixture.registry();
    private Repository first;
    private Repository second;
    private Repository group;

    @BeforeEach
    void create() {
        first = registry.create(Hosted.named("first").format("test"));
        second = registry.create(Hosted.named("second").format("test"));
        group = registry.create(
                Group.named("all").format("test").members("first", "second").publishingTo("second"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void publish(Repository repository, String version, String content) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(APP)
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(version, path(version, "a"), publication.stage(bytes(content)), Overwrite.SAME)
                    .tag("latest", version)
                    .attribute("description", content);
            publication.commit();
        }
    }

    private List<String> versions() {
        return group.view(APP, ViewScope.versions()).map(PackageView::versions).orElse(List.of()).stream()
                .map(VersionView::name)
                .toList();
    }

    @Test
    void viewIsMadeOfAllMembersAndTheFirstWins() {
        publish(second, "1", "second");
        publish(second, "2", "second");
        publish(first, "1", "first");

        PackageView view = group.view(APP, ViewScope.everything()).orElseThrow();

        assertThat(versions()).containsExactly("1", "2");
        assertThat(view.tags()).isEqualTo(Map.of("latest", "1"));
        assertThat(view.attributes()).containsEntry("description", "first");
        StoredFile file = group.file(path("1", "a")).orElseThrow();
        assertThat(read(file)).isEqualTo("first");
        assertThat(file.origin().repository()).isEqualTo("first");
        assertThat(read(group.file(path("2", "a")).orElseThrow())).isEqualTo("second");
        assertThat(group.file(path("3", "a"))).isEmpty();
    }

    @Test
    void revisionGrowsWithEachMemberAndAPublishIsSeenAtOnce() {
        publish(first, "1", "a");
        long before = group.revision(APP).orElseThrow();

        publish(group, "2", "b");

        assertThat(group.revision(APP).orElseThrow()).isGreaterThan(before);
        assertThat(versions()).containsExactly("1", "2");
        assertThat(second.file(path("2", "a"))).isPresent();
        assertThat(first.file(path("2", "a"))).isEmpty();
    }

    /** Else the document would be rendered for each who asks, and bear a tag that is not the one it is asked for by. */
    @Test
    void memberWithNothingLeftCountsForTheViewAsItDoesForTheLookUp() {
        publish(first, "1", "a");
        publish(second, "2", "b");
        try (Publication publication = first.publish()) {
            publication.change(APP).removeEverything();
            publication.commit();
        }

        PackageView view = group.view(APP, ViewScope.everything()).orElseThrow();

        assertThat(view.versions()).extracting(VersionView::name).containsExactly("2");
        assertThat(view.revision()).isEqualTo(group.revision(APP).orElseThrow());
        Document document = group.document(APP, VersionNames.RENDERING).orElseThrow();
        assertThat(group.document(APP, VersionNames.RENDERING).orElseThrow()).isSameAs(document);
    }

    @Test
    void changesComputedFromTheDestinationsViewAreTakenByTheGroup() {
        publish(first, "1", "a");
        publish(second, "2", "b");
        Repository destination = group.destination();
        long revision =
                destination.view(APP, ViewScope.versions()).orElseThrow().revision();

        try (Publication publication = group.publish()) {
            publication.change(APP).expectRevision(revision).removeVersion("2");
            publication.commit();
        }

        assertThat(destination.definition()).isEqualTo(second.definition());
        assertThat(destination.destination().name()).isEqualTo("second");
        assertThat(versions()).containsExactly("1");
    }

    @Test
    void whereNothingCanBePublishedThereIsNoDestination() {
        Repository readOnly =
                registry.create(Group.named("read-only").format("test").members("first"));

        assertThatThrownBy(readOnly::destination)
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("a group without a target");
        assertThatThrownBy(group.asOf(Instant.EPOCH)::destination).isInstanceOf(ConflictException.class);
    }

    @Test
    void ownedNamesComeFromTheirOwnersOnly() {
        publish(first, "1", "a");
        publish(second, "2", "b");

        registry.update(((Group) group.definition()).owning("app", "second"));
        group = registry.repository("all");

        assertThat(versions()).containsExactly("2");
        assertThat(group.file(path("1", "a"))).isEmpty();
        assertThat(group.packages("", "", 10)).hasSize(1);
        assertThat(group.search("app", 0, 10)).hasSize(1);
    }

    @Test
    void nameOwnedByOtherMembersIsNotPublishedIntoTheTarget() {
        registry.update(((Group) group.definition()).owning("app", "first"));
        Repository owning = registry.repository("all");

        assertThatThrownBy(() -> publish(owning, "1", "a"))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("\"app\"")
                .hasMessageContaining("[first]");
        assertThat(second.file(path("1", "a"))).isEmpty();
        assertThat(second.view(APP, ViewScope.versions())).isEmpty();

        publish(second, "1", "a");
        publish(first, "2", "b");
        assertThat(owning.file(path("1", "a"))).isEmpty();
        assertThat(owning.file(path("2", "a"))).isPresent();
    }

    @Test
    void blocksOfTheGroupHoldForItsMembersAndOnlyThere() {
        publish(first, "1", "a");
        publish(first, "2", "b");
        registry.update(((Group) group.definition()).policies(Policies.none().block("app@2", "Broken. Use 1.")));
        group = registry.repository("all");

        assertThat(versions()).containsExactly("1");
        assertThat(group.view(APP, ViewScope.versions()).orElseThrow().tags()).isEqualTo(Map.of("latest", "1"));
        assertThatThrownBy(() -> group.file(path("2", "a")))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("Broken. Use 1.");
        assertThat(first.file(path("2", "a"))).isPresent();
    }

    @Test
    void versionBlockedByTheGroupIsNotPublishedThroughIt() {
        registry.update(((Group) group.definition()).policies(Policies.none().block("app@2", "Broken. Use 1.")));
        Repository blocking = registry.repository("all");

        assertThatThrownBy(() -> publish(blocking, "2", "b"))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("\"all\" block it")
                .hasMessageEndingWith("Broken. Use 1.");
        publish(blocking, "1", "a");

        assertThat(second.file(path("1", "a"))).isPresent();
        assertThat(second.file(path("2", "a"))).isEmpty();
    }

    @Test
    void listingsAreUnited() {
        publish(first, "1", "a");
        publish(second, "2", "b");

        Listing listing = group.list("app", "", 10);

        assertThat(listing.directories()).containsExactly("1", "2");
        assertThat(group.list("app", "", 1).more()).isTrue();
        assertThat(group.list("app/2", "", 10).files()).hasSize(1);
    }

    @Test
    void groupsMayContainGroupsButNotThemselves() {
        publish(second, "2", "b");
        registry.create(Group.named("outer").format("test").members("all", "files"));

        assertThat(registry.repository("outer").file(path("2", "a"))).isPresent();
        assertThatThrownBy(() -> registry.update(((Group) group.definition()).members("first", "second", "outer")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("contain itself");
        assertThatThrownBy(
                        () -> registry.create(Group.named("me").format("test").members("me")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("own member");
    }

    @Test
    void definitionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> registry.create(Group.named("g").format("test").members("none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> registry.create(
                        Group.named("g").format("test").members("all").publishingTo("all")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not hosted");
        assertThatThrownBy(() -> registry.delete("first"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"all\"");
        assertThatThrownBy(() -> registry.proxy("all")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void nothingIsPublishedIntoAGroupWithoutATarget() {
        registry.create(Group.named("readonly").format("test").members("first"));

        assertThatThrownBy(() -> registry.repository("readonly").publish())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("target");
    }

    @Test
    void definitionIsRememberedAsItWasGiven() {
        Group definition = Group.named("g")
                .format("test")
                .members("first", "second")
                .publishingTo("first")
                .widening(Group.Widening.MERGE)
                .owning("com.acme.**", "first")
                .policies(Policies.none()
                        .minimumAge(Duration.ofDays(3))
                        .exempt("a@1")
                        .block("b", "Bad."))
                .readableByAnyone();

        assertThat(registry.create(definition).definition()).isEqualTo(definition);
    }

    @Test
    void groupIsReadAsItStood() {
        publish(first, "1", "a");
        var then = fixture.instant();
        fixture.pass(Duration.ofHours(1));
        publish(second, "2", "b");

        assertThat(group.asOf(then)
                        .view(APP, ViewScope.versions())
                        .orElseThrow()
                        .versions())
                .extracting(VersionView::name)
                .containsExactly("1");
        assertThat(group.asOf(then).file(path("2", "a"))).isEmpty();
        assertThatThrownBy(() -> group.asOf(then).publish()).isInstanceOf(ConflictException.class);
    }
}
