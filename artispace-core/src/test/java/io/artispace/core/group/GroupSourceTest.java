package io.artispace.core.group;

import static io.artispace.core.group.GroupFixture.APP;
import static io.artispace.core.group.GroupFixture.all;
import static io.artispace.core.group.GroupFixture.content;
import static io.artispace.core.group.GroupFixture.file;
import static io.artispace.core.group.GroupFixture.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.DeniedException;
import io.artispace.Group;
import io.artispace.Group.Widening;
import io.artispace.Hosted;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.VersionNames;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupSourceTest {
    private final GroupFixture fixture = new GroupFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static List<String> found(List<SearchHit> hits) {
        return hits.stream().map(hit -> hit.name().value()).toList();
    }

    /** Reads as a caller who may read everything but one repository. */
    private static ServedRepository without(String hidden, ServedRepository repository) {
        return repository.reading(Reading.host().in(new AllBut(hidden)));
    }

    private static String document(ServedRepository repository) {
        return VersionNames.of(repository, APP);
    }

    @Test
    void proxyAddsNoVersionToAHostedPackage() {
        ServedRepository group = fixture.create(all());
        fixture.publish("inside", "1");
        fixture.publish("upstream", "1");
        fixture.publish("upstream", "99");

        assertThat(versions(group)).containsExactly("1");
        assertThat(group.view(APP, ViewScope.versions()).orElseThrow().tags()).containsEntry("latest", "1");
        assertThat(content(group, "1")).isEqualTo("inside");
        assertThat(group.file(file("app", "99"))).isEmpty();
        assertThat(fixture.outside().asked())
                .as("an upstream does not even learn the name")
                .isEmpty();
    }

    @Test
    void proxyBeforeTheHostedMemberAddsNoVersionEither() {
        ServedRepository group = fixture.create(all().members("outside", "inside"));
        fixture.publish("inside", "1");
        fixture.publish("upstream", "1");

        assertThat(content(group, "1")).isEqualTo("inside");
    }

    @Test
    void searchListsAndListingsShowInsideNamesAsTheyAreInside() {
        ServedRepository group = fixture.create(all().members("outside", "inside"));
        fixture.publish("upstream", "app", "99");
        fixture.publish("upstream", "public", "1");
        fixture.publish("inside", "app", "1");
        long revision = fixture.repository("inside").revision(APP).orElseThrow();

        List<SearchHit> hits = group.search("app", 0, 10);

        assertThat(hits).singleElement().extracting(SearchHit::revision).isEqualTo(revision);
        assertThat(found(group.packages("", "", 10))).containsExactly("app", "public");
        assertThat(group.list("app", "", 10).directories()).containsExactly("1");
        assertThat(group.list("app/99", "", 10).files()).isEmpty();
    }

    /** The one is the first by its bytes, the other by the UTF-16 units of Java. */
    @Test
    void pagesThroughNamesOfAllCharacters() {
        ServedRepository group = fixture.create(all().members("inside", "second"));
        List<String> names = List.of("\uff21", "\ud83d\ude00");
        for (String name : names) {
            String repository = name.equals("\uff21") ? "second" : "inside";
            fixture.publish(repository, "app", name);
            fixture.publish(repository, name, "1");
        }

        Listing first = group.list("app", "", 1);
        Listing second = group.list("app", first.directories().get(0) + "/", 1);

        assertThat(List.of(first.directories().get(0), second.directories().get(0)))
                .isEqualTo(names);
        assertThat(second.more()).isFalse();
        assertThat(found(group.packages("", "app", 1))).containsExactly(names.get(0));
        assertThat(found(group.packages("", names.get(0), 1))).containsExactly(names.get(1));
    }

    @Test
    void groupThatMergesHasTheVersionsOfBothAndFilesOfTheFirst() {
        ServedRepository group = fixture.create(all().widening(Widening.MERGE));
        fixture.publish("inside", "1");
        fixture.publish("upstream", "1");
        fixture.publish("upstream", "2");

        assertThat(versions(group)).containsExactly("1", "2");
        assertThat(content(group, "1")).isEqualTo("inside");
        assertThat(content(group, "2")).isEqualTo("upstream");
        assertThat(group.view(APP, ViewScope.versions()).orElseThrow().tags()).containsEntry("latest", "1");
    }

    @Test
    void ownedNamesComeFromTheirOwnersOnlyEvenWhereNothingIsHeld() {
        ServedRepository group = fixture.create(all().widening(Widening.MERGE).owning("app*", "inside"));
        fixture.publish("upstream", "app", "1");
        fixture.publish("upstream", "public", "1");

        assertThat(versions(group)).isEmpty();
        assertThat(group.file(file("app", "1"))).isEmpty();
        assertThat(fixture.outside().asked()).isEmpty();
        assertThat(found(group.search("", 0, 10))).containsExactly("public");
        assertThat(group.file(file("public", "1"))).isPresent();
    }

    @Test
    void memberThatFailsFailsTheAnswerForNamesItMayOwn() {
        ServedRepository group = fixture.create(all().members("outside", "inside"));
        fixture.publish("inside", "1");
        fixture.outside().fail();

        assertThat(content(group, "1")).isEqualTo("inside");
        assertThatThrownBy(() -> group.view(PackageName.of("other"), ViewScope.versions()))
                .isInstanceOf(UpstreamFailedException.class);
        assertThatThrownBy(() -> group.file(file("other", "1"))).isInstanceOf(UpstreamFailedException.class);
    }

    @Test
    void laterMemberDoesNotStepInForOneThatFails() {
        Group merging = all().members("outside", "inside").widening(Widening.MERGE);
        ServedRepository group = fixture.create(merging.owning("owned*", "inside"));
        fixture.publish("inside", "1");
        fixture.publish("inside", "owned", "1");
        fixture.outside().fail();

        assertThatThrownBy(() -> versions(group)).isInstanceOf(UpstreamFailedException.class);
        assertThatThrownBy(() -> group.file(file("app", "1"))).isInstanceOf(UpstreamFailedException.class);
        assertThat(group.file(file("owned", "1"))).isPresent();
        assertThat(group.view(PackageName.of("owned"), ViewScope.versions())).isPresent();
    }

    @Test
    void namesThatAreNotShownDoNotTakeThePlaceOfOthers() {
        ServedRepository group = fixture.create(all().owning("app*", "inside"));
        for (String name : List.of("app1", "app2", "app3", "public", "shared")) {
            fixture.publish("upstream", name, "1");
        }

        assertThat(found(group.packages("", "", 1))).containsExactly("public");
        assertThat(found(group.packages("", "public", 1))).containsExactly("shared");
        assertThat(found(group.search("", 0, 1))).containsExactly("public");
        assertThat(found(group.search("", 1, 1))).containsExactly("shared");
        assertThat(group.list("", "", 1)).isEqualTo(new Listing(List.of("public"), List.of(), true));
        assertThat(group.list("", "public/", 1)).isEqualTo(new Listing(List.of("shared"), List.of(), false));
    }

    @Test
    void directoriesThatAreNotShownDoNotTakeThePlaceOfOthers() {
        ServedRepository group = fixture.create(all().members("outside", "inside"));
        for (int version = 1; version < 9; version++) {
            fixture.publish("upstream", "app", Integer.toString(version));
        }
        fixture.publish("inside", "app", "9");

        assertThat(group.list("app", "", 1)).isEqualTo(new Listing(List.of("9"), List.of(), false));
        assertThat(group.list("app/5", "", 1)).isEqualTo(new Listing(List.of(), List.of(), false));
    }

    @Test
    void nestedGroupAddsNoVersionFromAProxyEither() {
        fixture.create(Group.named("ours").format("test").members("inside", "second"));
        ServedRepository group = fixture.create(all().members("outside", "ours"));
        fixture.publish("second", "1");
        fixture.publish("upstream", "9");

        assertThat(versions(group)).containsExactly("1");
        assertThat(group.file(file("app", "9"))).isEmpty();
        assertThat(versions(fixture.create(Group.named("outer").format("test").members("all"))))
                .containsExactly("1");
    }

    @Test
    void nestedGroupKeepsAProxyOutOfWhatItHoldsOnly() {
        fixture.create(Group.named("ours").format("test").members("inside", "second"));
        ServedRepository group = fixture.create(all().members("outside", "ours"));
        fixture.publish("upstream", "9");

        assertThat(versions(group)).containsExactly("9");
    }

    @Test
    void nestedGroupThatMergesDoesNotWidenWhatTheOuterOneKeepsInside() {
        Group merging = Group.named("merging").format("test").members("second", "outside");
        ServedRepository inner = fixture.create(merging.widening(Widening.MERGE));
        ServedRepository outer =
                fixture.create(Group.named("outer").format("test").members("inside", "merging"));
        fixture.publish("second", "1");
        fixture.publish("upstream", "9");
        fixture.publish("upstream", "public", "1");
        assertThat(versions(inner)).containsExactly("1", "9");
        int asked = fixture.outside().asked().size();

        assertThat(versions(outer)).containsExactly("1");
        assertThat(outer.file(file("app", "9"))).isEmpty();
        assertThat(fixture.outside().asked()).as("nor is an upstream asked").hasSize(asked);
        assertThat(found(outer.search("public", 0, 10))).containsExactly("public");
        assertThat(outer.search("app", 0, 10))
                .singleElement()
                .extracting(SearchHit::revision)
                .isEqualTo(fixture.repository("second").revision(APP).orElseThrow());
        assertThat(outer.list("app/9", "", 10).files()).isEmpty();
    }

    @Test
    void nestedGroupMergesWhereTheOuterOneMergesToo() {
        Group merging = Group.named("merging").format("test").members("second", "outside");
        fixture.create(merging.widening(Widening.MERGE));
        Group outer = Group.named("outer").format("test").members("inside", "merging");
        fixture.publish("second", "1");
        fixture.publish("upstream", "9");

        assertThat(versions(fixture.create(outer.widening(Widening.MERGE)))).containsExactly("1", "9");
    }

    @Test
    void memberThatIsDeletedAndCreatedAnewIsAnotherOne() {
        Group both = all().members("inside", "second");
        ServedRepository group = fixture.create(both);
        fixture.publish("second", "1");
        assertThat(document(group)).isEqualTo("1");
        fixture.repositories().update(both.members("inside"));
        fixture.repositories().delete("second");
        fixture.repositories().create(Hosted.named("second").format("test"));
        fixture.repositories().update(both);

        // At the same revision as the one before.
        fixture.publish("second", "2");

        assertThat(document(fixture.repository("all"))).isEqualTo("2");
    }

    @Test
    void versionPublishedThroughAGroupIsSeenThroughItAtOnce() {
        ServedRepository group = fixture.create(all().publishingTo("inside"));
        fixture.publish("upstream", "1");
        assertThat(document(group)).isEqualTo("1");

        fixture.publish("all", "2");

        assertThat(document(group)).isEqualTo("2");
        assertThat(versions(fixture.repository("inside"))).containsExactly("2");
        assertThat(group.findDestination()).map(Repository::name).contains("inside");
    }

    @Test
    void membersThatTheCallerMayNotReadTakeNoPartAlsoInKeptDocuments() {
        ServedRepository group = fixture.create(all().members("inside", "second"));
        fixture.publish("inside", "1");
        fixture.publish("second", "2");

        assertThat(document(group)).isEqualTo("1 2");
        assertThat(document(without("second", group))).isEqualTo("1");
        assertThat(document(without("inside", group))).isEqualTo("2");
        assertThat(without("second", group).file(file("app", "2"))).isEmpty();
        assertThat(document(group)).isEqualTo("1 2");
    }

    @Test
    void callerWhoMayNotReadAHostedPackageGetsNoneOfAProxyInItsPlace() {
        ServedRepository group = fixture.create(all());
        fixture.publish("inside", "1");
        fixture.publish("upstream", "99");
        ServedRepository seen = without("inside", group);

        assertThat(document(seen)).isEqualTo("none");
        assertThat(seen.file(file("app", "99"))).isEmpty();
        assertThat(seen.search("app", 0, 10)).isEmpty();
    }

    @Test
    void groupAsOfAnInstantShowsWhatItsMembersHadThen() {
        ServedRepository group =
                fixture.create(all().members("inside", "second").publishingTo("inside"));
        fixture.publish("inside", "1");
        Instant then = fixture.now();
        fixture.pass(Duration.ofHours(1));
        fixture.publish("second", "2");

        assertThat(versions(group.asOf(then))).containsExactly("1");
        assertThat(content(group.asOf(then), "2")).isEmpty();
        assertThat(group.asOf(then).findDestination()).isEmpty();
    }

    @Test
    void proxyAddsNothingToAPackageThatWasHostedAtTheInstant() {
        ServedRepository group = fixture.create(all());
        fixture.publish("inside", "1");
        fixture.publish("upstream", "9");
        Instant then = fixture.now();
        fixture.pass(Duration.ofHours(1));
        try (var publication = fixture.repository("inside").publish()) {
            publication.change(APP).removeVersion("1");
            publication.commit();
        }

        assertThat(versions(group.asOf(then))).containsExactly("1");
        assertThat(versions(group)).containsExactly("9");
    }

    @Test
    void blocksOfAGroupCountAtItsMembersAndSayWhy() {
        ServedRepository group = fixture.create(all().policies(Policies.none().block("app@2", "It steals keys.")));
        fixture.publish("inside", "1");
        fixture.publish("inside", "2");

        assertThat(document(group)).isEqualTo("1");
        assertThat(group.view(APP, ViewScope.versions()).orElseThrow().tags()).containsEntry("latest", "1");
        assertThatThrownBy(() -> group.file(file("app", "2")))
                .isInstanceOf(DeniedException.class)
                .hasMessageEndingWith("It steals keys.");
        assertThat(content(fixture.repository("inside"), "2")).isEqualTo("inside");
    }

    @Test
    void blocksOfAMemberThatThePackageDoesNotComeFromAreNotTold() {
        fixture.create(Group.named("careful")
                .format("test")
                .members("second")
                .policies(Policies.none().block("app", "No.")));
        Group owned = Group.named("owned").format("test").members("inside", "careful");

        assertThat(fixture.create(all().members("inside", "careful")).blocks(APP))
                .hasSize(1);
        assertThat(fixture.create(owned.owning("app", "inside")).blocks(APP)).isEmpty();
    }

    @Test
    void packageOfWhichEverythingIsBlockedIsNotFoundBySearch() {
        ServedRepository group = fixture.create(all().policies(Policies.none().block("app", "No.")));
        fixture.publish("inside", "1");

        assertThat(group.search("app", 0, 10)).isEmpty();
        assertThat(group.packages("", "", 10)).isEmpty();
        assertThat(found(fixture.repository("inside").search("app", 0, 10))).containsExactly("app");
    }

    @Test
    void pagesGoOnBehindPackagesOfWhichEverythingIsBlocked() {
        Policies policies = Policies.none().block("b", "No.").block("c", "No.");
        ServedRepository group =
                fixture.create(all().members("inside", "second").policies(policies));
        List.of("a", "b", "c", "e").forEach(name -> fixture.publish("inside", name, "1"));
        List.of("b", "d", "f").forEach(name -> fixture.publish("second", name, "1"));
        List<String> paged = new ArrayList<>();
        List<SearchHit> page;
        do {
            page = group.packages("", paged.isEmpty() ? "" : paged.get(paged.size() - 1), 2);
            paged.addAll(found(page));
        } while (page.size() == 2);

        assertThat(paged).containsExactly("a", "d", "e", "f");
        assertThat(found(group.search("", 0, 3))).containsExactly("a", "e", "d");
        assertThat(found(group.search("", 3, 3))).containsExactly("f");
        assertThat(group.list("", "", 10).directories()).containsExactly("a", "d", "e", "f");
    }
}
