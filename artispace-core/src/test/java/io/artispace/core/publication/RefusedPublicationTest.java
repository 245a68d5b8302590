package io.artispace.core.publication;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.bytes;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.StagedBlob;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A publication that is refused changes nothing. */
final class RefusedPublicationTest {
    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private PackageView view() {
        return fixture.repository().view(APP, ViewScope.everything()).orElseThrow();
    }

    @Test
    void blockedVersionIsNotPublishedSinceNobodyWouldSeeIt() {
        fixture.publish("2", "a", "a", Overwrite.NEVER);
        fixture.registry()
                .update(((Hosted) fixture.repository().definition())
                        .policies(Policies.none().block("app@2", "Broken. Use 1.")));

        for (String file : List.of("a", "b")) {
            assertThatThrownBy(() -> fixture.publish("2", file, file, Overwrite.SAME))
                    .isInstanceOf(DeniedException.class)
                    .hasMessage(
                            "Cannot publish version \"2\" of \"app\" into \"files\": the policies of \"files\" block it, so that nobody could read it"
                                    + " there. Publish another version, or remove the block, which says: Broken. Use 1.");
        }
        fixture.publish("1", "a", "a", Overwrite.NEVER);
        change(publication -> publication.change(APP).removeVersion("2"));

        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1");
    }

    @Test
    void tagOfAMissingVersionIsRefusedAndNothingElseOfThePublicationHappens() {
        assertThatThrownBy(() -> change(p -> p.change(APP)
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)
                        .tag("latest", "2")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"2\"");

        assertThat(fixture.repository().view(APP, ViewScope.versions())).isEmpty();
    }

    @Test
    void nameThatWasUsedStaysUsedAlsoWithinThePublicationOfANewPackage() {
        assertThatThrownBy(() -> change(p -> p.change(APP)
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)
                        .removeVersion("1")
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("a version that was used stays used");
    }

    @Test
    void unexpectedRevisionIsRefused() {
        fixture.publish("1", "a", "one", Overwrite.SAME);

        change(p -> p.change(APP).expectRevision(1).attribute("k", "v"));
        assertThatThrownBy(() -> change(p -> p.change(APP).expectRevision(1).attribute("k", "w")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("revision 2");
        assertThat(view().attributes()).containsEntry("k", "v");
    }

    @Test
    void changeOfAttributesThatThrowsRefusesTheCommitAndLeavesTheBytesToCollection() {
        assertThatThrownBy(() -> change(p -> p.change(APP)
                        .putVersion("1", Map.of(), "", Overwrite.NEVER)
                        .putFile("1", path("1", "a"), p.stage(bytes("refused")), Overwrite.NEVER)
                        .changeAttributes(attributes -> {
                            throw new InvalidInputException("no");
                        })))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("no");
        assertThatThrownBy(() ->
                        change(p -> p.change(APP).changeAttributes(attributes -> attributes.put("k".repeat(257), "v"))))
                .isInstanceOf(InvalidInputException.class);

        assertThat(fixture.repository().view(APP, ViewScope.everything())).isEmpty();
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();
        fixture.pass(Duration.ofDays(2));
        assertThat(fixture.registry()
                        .maintenance()
                        .collectGarbage(Duration.ofDays(1))
                        .blobs())
                .isEqualTo(1);
    }

    @Test
    void aRefusedPublicationCanBeChangedAndCommittedAgain() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        try (Publication publication = fixture.repository().publish()) {
            StagedBlob staged = publication.stage(bytes("new"));
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("2", Map.of(), "", Overwrite.NEVER)
                    .putFile("2", path("2", "a"), staged, Overwrite.NEVER);
            assertThatThrownBy(publication::commit).isInstanceOf(ConflictException.class);

            publication.change(APP).expectRevision(1);
            publication.commit();
        }

        assertThat(view().versions()).extracting(VersionView::name).containsExactly("1", "2");
    }

    @Test
    void bytesOfALateConflictAreLeftToCollection() {
        try (Publication publication = fixture.repository().publish()) {
            publication
                    .change(APP)
                    .expectRevision(7)
                    .putVersion("1", Map.of(), "", Overwrite.NEVER)
                    .putFile("1", path("1", "a"), publication.stage(bytes("late")), Overwrite.NEVER);
            assertThatThrownBy(publication::commit).isInstanceOf(ConflictException.class);
        }
        assertThat(fixture.registry().maintenance().verify().findings()).isEmpty();

        fixture.pass(Duration.ofHours(2));
        assertThat(fixture.registry()
                        .maintenance()
                        .collectGarbage(Duration.ofHours(1))
                        .blobs())
                .isEqualTo(1);
    }

    @Test
    void malformedNamesAreRefusedWhenTheyAreRecorded() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        for (String name : List.of("", "1\u0000", "\u0000", "\uD83D", "\uDE00", "1\n", " 1", "x".repeat(257))) {
            for (UnaryOperator<PackageChanges> change : List.<UnaryOperator<PackageChanges>>of(
                    changes -> changes.putVersion(name, Map.of(), "", Overwrite.SAME),
                    changes -> changes.tag(name, "1"),
                    changes -> changes.tag("latest", name),
                    changes -> changes.untag(name),
                    changes -> changes.attribute(name, ""),
                    changes -> changes.versionAttribute(name, "key", ""),
                    changes -> changes.versionAttribute("1", name, ""),
                    changes -> changes.removeVersionAttribute(name, "key"),
                    changes -> changes.removeVersion(name))) {
                try (Publication publication = fixture.repository().publish()) {
                    PackageChanges changes = publication.change(APP);

                    assertThatThrownBy(() -> change.apply(changes)).isInstanceOf(InvalidInputException.class);
                }
            }
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what callers do whom nothing warns
    void attributeWithoutANameIsRefused() {
        try (Publication publication = fixture.repository().publish()) {
            PackageChanges changes = publication.change(APP);

            assertThatThrownBy(() -> changes.removeAttribute(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> changes.removeVersionAttribute("1", null))
                    .isInstanceOf(NullPointerException.class);
        }
    }

    private void change(java.util.function.Consumer<Publication> changes) {
        try (Publication publication = fixture.repository().publish()) {
            changes.accept(publication);
            publication.commit();
        }
    }
}
