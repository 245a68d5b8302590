package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about versions and tags. */
abstract class VersionRowsContract extends SearchContract {
    @Test
    final void insertedVersionIsReadBack() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        VersionRow row = new VersionRow(
                4711, owner.id(), "1.0-βeta", 3, TIME, null, Map.of("k", "v\n'\""), "{\"name\":\"ünï\\u0000\"}");

        long id = store().write(writer -> writer.insertVersion(row));

        VersionRow stored = new VersionRow(id, owner.id(), row.name(), 3, TIME, null, row.attributes(), row.manifest());
        assertThat(rows().findVersion(owner.id(), "1.0-βeta")).contains(stored);
        assertThat(rows().versions(owner.id(), Manifests.WITH)).containsExactly(stored);
    }

    @Test
    final void versionsAreOrderedByPublicationAndTheirManifestsAreOptional() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> {
            for (String name : List.of("2", "10", "1")) {
                writer.insertVersion(version(owner.id(), name, 1));
            }
        });

        List<VersionRow> bare = rows().versions(owner.id(), Manifests.WITHOUT);
        List<VersionRow> full = rows().versions(owner.id(), Manifests.WITH);

        assertThat(bare).extracting(VersionRow::name).containsExactly("2", "10", "1");
        assertThat(bare).extracting(VersionRow::manifest).containsOnly("");
        assertThat(bare).extracting(VersionRow::id).isSorted();
        assertThat(full)
                .extracting(VersionRow::manifest)
                .containsExactly("manifest of 2", "manifest of 10", "manifest of 1");
        assertThatThrownBy(() -> full.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    final void takenVersionNameIsAConflictUntilTheVersionIsRemoved() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long first = store().write(writer -> writer.insertVersion(version(owner.id(), "1.0", 1)));

        assertThatThrownBy(() -> write(writer -> writer.insertVersion(version(owner.id(), "1.0", 2))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("1.0");

        write(writer -> writer.removeVersion(first, 2, LATER));
        long second = store().write(writer -> writer.insertVersion(version(owner.id(), "1.0", 3)));
        assertThat(second).isGreaterThan(first);
    }

    @Test
    final void updateWritesRevisionAttributesAndManifest() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long id = store().write(writer -> writer.insertVersion(version(owner.id(), "1.0", 1)));
        write(writer -> writer.insertVersion(version(owner.id(), "1.1", 1)));
        VersionRow changed =
                new VersionRow(id, owner.id(), "1.0", 2, TIME, null, Map.of("deprecated", "yes"), "new manifest");

        write(writer -> writer.updateVersion(changed));

        assertThat(rows().findVersion(owner.id(), "1.0")).contains(changed);
        assertThat(rows().findVersion(owner.id(), "1.1").orElseThrow().manifest())
                .isEqualTo("manifest of 1.1");
    }

    @Test
    final void removedVersionKeepsItsRowWithTheTimeItWent() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long id = store().write(writer -> writer.insertVersion(version(owner.id(), "1.0", 1)));

        write(writer -> writer.removeVersion(id, 2, LATER));

        assertThat(rows().versions(owner.id(), Manifests.WITH)).isEmpty();
        VersionRow removed = rows().findVersion(owner.id(), "1.0").orElseThrow();
        assertThat(removed.isLive()).isFalse();
        assertThat(removed.removed()).isEqualTo(LATER);
        assertThat(removed.published()).isEqualTo(TIME);
        assertThat(removed.revision()).isEqualTo(2);
        assertThat(removed.manifest()).isEqualTo("manifest of 1.0");
    }

    @Test
    final void removingAVersionTouchesNeitherFilesNorTags() {
        long repository = createRepository("r");
        PackageRow owner = change(repository, "app", (writer, row, revision) -> {
            long version = writer.insertVersion(version(row.id(), "1.0", revision));
            insertFile(writer, row, version, "app.jar", 1, revision);
            writer.putTag(row.id(), "latest", "1.0", revision, TIME);
            writer.removeVersion(version, revision, LATER);
        });

        assertThat(rows().files(owner.id())).hasSize(1);
        assertThat(rows().tags(owner.id())).containsEntry("latest", "1.0");
    }

    @Test
    final void findVersionReturnsTheNewestRow() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long[] ids = new long[3];
        for (int i = 0; i < 3; i++) {
            int round = i;
            write(writer -> ids[round] = writer.insertVersion(version(owner.id(), "1.0", 1)));
            assertThat(rows().findVersion(owner.id(), "1.0").orElseThrow().id()).isEqualTo(ids[round]);
            // All in one revision: a publication may take back what another part of it did.
            write(writer -> writer.removeVersion(ids[round], 1, LATER));
            assertThat(rows().findVersion(owner.id(), "1.0").orElseThrow().id()).isEqualTo(ids[round]);
        }

        assertThat(rows().versionsChangedSince(owner.id(), 0))
                .extracting(VersionRow::id)
                .containsExactly(ids[0], ids[1], ids[2]);
    }

    @Test
    final void versionIsFoundByItsIdWhetherItIsThereOrNot() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long first = store().write(writer -> writer.insertVersion(version(owner.id(), "1.0", 1)));
        long second = store().write(writer -> writer.insertVersion(version(owner.id(), "1.1", 1)));
        write(writer -> writer.removeVersion(first, 2, LATER));

        for (String name : List.of("1.0", "1.1")) {
            VersionRow row = rows().findVersion(owner.id(), name).orElseThrow();
            assertThat(rows().findVersion(row.id(), Manifests.WITH)).contains(row);
            assertThat(rows().findVersion(row.id(), Manifests.WITHOUT)).hasValueSatisfying(without -> {
                assertThat(without.name()).isEqualTo(name);
                assertThat(without.isLive()).isEqualTo(row.isLive());
                assertThat(without.manifest()).isEmpty();
            });
        }
        assertThat(rows().findVersion(second + 1, Manifests.WITH)).isEmpty();
    }

    @Test
    final void versionsChangedSinceAreWhatAViewOfThatRevisionLacks() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> {
            long first = writer.insertVersion(version(owner.id(), "1", 1));
            writer.insertVersion(version(owner.id(), "2", 2));
            writer.insertVersion(version(owner.id(), "3", 3));
            writer.removeVersion(first, 4, LATER);
        });

        List<VersionRow> changed = rows().versionsChangedSince(owner.id(), 2);

        assertThat(changed).extracting(VersionRow::name).containsExactly("1", "3");
        assertThat(changed).extracting(VersionRow::isLive).containsExactly(false, true);
        assertThat(changed).extracting(VersionRow::manifest).containsExactly("manifest of 1", "manifest of 3");
        assertThat(rows().versionsChangedSince(owner.id(), 4)).isEmpty();
    }

    @Test
    final void unknownVersionIsAbsent() {
        PackageRow owner = createPackage(createRepository("r"), "app");

        assertThat(rows().findVersion(owner.id(), "1.0")).isEmpty();
        assertThat(rows().versions(owner.id() + 1, Manifests.WITH)).isEmpty();
    }

    @Test
    final void tagPointsToTheVersionPutLast() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> {
            writer.putTag(owner.id(), "latest", "1", 1, TIME);
            writer.putTag(owner.id(), "next", "2", 1, TIME);
            writer.putTag(owner.id(), "latest", "2", 2, LATER);
            writer.putTag(owner.id(), "latest", "2", 3, LATER);
        });

        assertThat(rows().tags(owner.id())).isEqualTo(Map.of("latest", "2", "next", "2"));
    }

    @Test
    final void tagOfOnePackageIsNoneOfAnother() {
        long repository = createRepository("r");
        PackageRow first = createPackage(repository, "a");
        PackageRow second = createPackage(repository, "b");
        write(writer -> {
            writer.putTag(first.id(), "latest", "1", 1, TIME);
            writer.putTag(first.id(), "next", "1", 1, TIME);
            writer.putTag(second.id(), "latest", "2", 1, TIME);
            writer.putTag(second.id(), "next", "2", 1, TIME);
        });

        write(writer -> {
            writer.putTag(first.id(), "latest", "3", 2, LATER);
            writer.removeTag(first.id(), "next", 2, LATER);
        });

        assertThat(rows().tags(first.id())).isEqualTo(Map.of("latest", "3"));
        assertThat(rows().tags(second.id())).isEqualTo(Map.of("latest", "2", "next", "2"));
    }

    @Test
    final void removedTagIsGoneAndCanBePutAgain() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> {
            writer.putTag(owner.id(), "latest", "1", 1, TIME);
            writer.removeTag(owner.id(), "latest", 2, TIME);
            writer.removeTag(owner.id(), "latest", 2, TIME);
            writer.removeTag(owner.id(), "never", 2, TIME);
        });
        assertThat(rows().tags(owner.id())).isEmpty();

        write(writer -> {
            writer.putTag(owner.id(), "latest", "1", 3, LATER);
            writer.removeTag(owner.id(), "latest", 3, LATER);
            writer.putTag(owner.id(), "latest", "3", 3, LATER);
        });
        assertThat(rows().tags(owner.id())).isEqualTo(Map.of("latest", "3"));
    }
}
