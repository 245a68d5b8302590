package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.UpstreamRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about repositories. */
abstract class RepositoryRowsContract extends AbsentRowsContract {
    @Test
    final void newStoreHasNoRepository() {
        assertThat(rows().repositories()).isEmpty();
    }

    @Test
    final void insertedRepositoryIsListedAsItWasReturned() {
        RepositoryRow inserted = store().write(writer -> writer.insertRepository(repository("releases")));

        assertThat(inserted.id()).isPositive();
        assertThat(inserted.settings()).containsEntry("versions", "release");
        assertThat(inserted.created()).isEqualTo(TIME);
        assertThat(rows().repositories()).containsExactly(inserted);
    }

    @Test
    final void idInAnInsertedRowIsIgnored() {
        RepositoryRow row = new RepositoryRow(4711, "a", "hosted", "npm", Map.of(), TIME);

        List<RepositoryRow> inserted = store().write(
                        writer -> List.of(writer.insertRepository(row), writer.insertRepository(named(row, "b"))));

        assertThat(inserted).extracting(RepositoryRow::id).doesNotHaveDuplicates();
    }

    @Test
    final void repositoriesAreOrderedByName() {
        for (String name : List.of("b", "a.b", "a", "a-b", "a_b")) {
            createRepository(name);
        }

        assertThat(rows().repositories())
                .extracting(RepositoryRow::name)
                .containsExactly("a", "a-b", "a.b", "a_b", "b");
    }

    @Test
    final void takenRepositoryNameIsAConflict() {
        createRepository("releases");

        assertThatThrownBy(() -> createRepository("releases"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("releases");
        assertThat(rows().repositories()).hasSize(1);
    }

    @Test
    final void updateWritesTheSettingsOnly() {
        RepositoryRow before = store().write(writer -> writer.insertRepository(repository("releases")));
        RepositoryRow other = store().write(writer -> writer.insertRepository(repository("snapshots")));

        write(writer -> writer.updateRepository(before.id(), Map.of("versions", "snapshot", "ключ", "\"'%_{}\n")));

        assertThat(rows().repositories())
                .containsExactly(
                        new RepositoryRow(
                                before.id(),
                                before.name(),
                                before.kind(),
                                before.format(),
                                Map.of("versions", "snapshot", "ключ", "\"'%_{}\n"),
                                before.created()),
                        other);
    }

    @Test
    final void deletedRepositoryGoesWithAllItHeldAndItsHistory() {
        long id = createRepository("releases");
        PackageRow owner = change(id, "app", (writer, row, revision) -> {
            long version = writer.insertVersion(version(row.id(), "1.0", revision));
            long removed = insertFile(writer, row, version, "app/1.0/removed.jar", 1, revision);
            insertFile(writer, row, version, "app/1.0/app.jar", 2, revision);
            writer.removeFile(removed, revision, TIME);
            writer.putTag(row.id(), "latest", "1.0", revision, TIME);
        });

        write(writer -> writer.deleteRepository(id));

        assertThat(rows().repositories()).isEmpty();
        assertThat(rows().findPackage(id, "app")).isEmpty();
        assertThat(rows().packageRevision(id, "app")).isZero();
        assertThat(rows().versionsChangedSince(owner.id(), 0)).isEmpty();
        assertThat(rows().filesChangedSince(owner.id(), 0)).isEmpty();
        assertThat(rows().findFile(id, "app/1.0/removed.jar")).isEmpty();
        assertThat(rows().tags(owner.id())).isEmpty();
        assertThat(rows().search(id, "app", false, 0, 10)).isEmpty();
    }

    @Test
    final void deletedRepositoryLeavesItsBlobsForCollectionAndOthersAlone() {
        long doomed = createRepository("doomed");
        long other = createRepository("other");
        change(doomed, "app", (writer, row, revision) -> {
            insertFile(writer, row, null, "own", 1, revision);
            insertFile(writer, row, null, "shared", 2, revision);
        });
        PackageRow kept = change(other, "app", (writer, row, revision) -> {
            insertFile(writer, row, writer.insertVersion(version(row.id(), "1.0", revision)), "shared", 2, revision);
            writer.putTag(row.id(), "latest", "1.0", revision, TIME);
            writer.putUpstream(new UpstreamRow(other, "app", null, null, TIME));
            writer.noteUses(
                    Map.of(writer.findFile(other, "shared").orElseThrow().id(), TIME));
        });

        write(writer -> writer.deleteRepository(doomed));

        assertThat(rows().findBlob(sha256(1))).contains(blob(digests(1)));
        assertThat(rows().findFile(other, "shared")).isPresent();
        assertThat(rows().findVersion(kept.id(), "1.0")).isPresent();
        assertThat(rows().tags(kept.id())).containsKey("latest");
        assertThat(rows().search(other, "app", false, 0, 10)).hasSize(1);
        assertThat(rows().findUpstream(other, "app")).isPresent();
        assertThat(rows().leastRecentlyUsed(other, 10)).hasSize(1);
        assertThat(store().<List<BlobRow>>write(writer -> writer.condemnBlobs(LATER, LATER, 10)))
                .extracting(row -> row.digests().sha256())
                .containsExactly(sha256(1));
    }

    @Test
    final void nameAndContentOfADeletedRepositoryCanBeUsedAgain() {
        long first = createRepository("releases");
        createPackage(first, "app");
        write(writer -> writer.deleteRepository(first));

        long second = createRepository("releases");
        PackageRow row = createPackage(second, "app");

        assertThat(second).isNotEqualTo(first);
        assertThat(row.revision()).isEqualTo(1);
    }

    @Test
    final void configurationRevisionGrowsWithEveryChangeOfARepository() {
        long[] revisions = new long[4];
        revisions[0] = rows().configurationRevision();
        long id = createRepository("releases");
        revisions[1] = rows().configurationRevision();
        write(writer -> writer.updateRepository(id, Map.of()));
        revisions[2] = rows().configurationRevision();
        write(writer -> writer.deleteRepository(id));
        revisions[3] = rows().configurationRevision();

        assertThat(revisions).startsWith(0).doesNotHaveDuplicates().isSorted();
    }

    @Test
    final void configurationRevisionStaysWhenPackagesChange() {
        long id = createRepository("releases");
        long before = rows().configurationRevision();

        createPackage(id, "app");

        assertThat(rows().configurationRevision()).isEqualTo(before);
    }

    private static RepositoryRow named(RepositoryRow row, String name) {
        return new RepositoryRow(row.id(), name, row.kind(), row.format(), row.settings(), row.created());
    }
}
