package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.PackageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about files. */
abstract class FileRowsContract extends VersionRowsContract {
    @Test
    final void insertedFileIsReadBackWithItsBlob() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        long[] ids = new long[2];
        write(writer -> {
            ids[0] = writer.insertVersion(version(owner.id(), "1.0", 1));
            writer.putBlob(new BlobRow(digests(1), 4_000_000_000L, BlobRow.State.LIVE, TIME));
            Digests nameOnly = new Digests(sha256(1), null, null, null);
            ids[1] = writer.insertFile(new FileRow(
                    4711, owner.repositoryId(), owner.id(), ids[0], "a/b.jar", 99, nameOnly, 1, TIME, null));
        });

        FileRow expected = new FileRow(
                ids[1], owner.repositoryId(), owner.id(), ids[0], "a/b.jar", 4_000_000_000L, digests(1), 1, TIME, null);
        assertThat(rows().findFile(owner.repositoryId(), "a/b.jar")).contains(expected);
        assertThat(rows().files(owner.id())).containsExactly(expected);
        assertThat(rows().filesOfVersion(ids[0])).containsExactly(expected);
        assertThat(rows().filesByPath(owner.repositoryId(), "", "", 10)).containsExactly(expected);
    }

    @Test
    final void fileOfThePackageAloneHasNoVersion() {
        PackageRow owner = change(createRepository("r"), "app", (writer, row, revision) -> {
            long version = writer.insertVersion(version(row.id(), "1.0", revision));
            insertFile(writer, row, version, "b", 1, revision);
            insertFile(writer, row, null, "a", 2, revision);
        });

        assertThat(rows().files(owner.id())).extracting(FileRow::path).containsExactly("a", "b");
        FileRow own = rows().findFile(owner.repositoryId(), "a").orElseThrow();
        assertThat(own.versionId()).isNull();
        long version = rows().findVersion(owner.id(), "1.0").orElseThrow().id();
        assertThat(rows().filesOfVersion(version)).extracting(FileRow::path).containsExactly("b");
    }

    @Test
    final void takenPathIsAConflictUntilTheFileIsRemoved() {
        long repository = createRepository("r");
        PackageRow first = change(repository, "a", (w, row, revision) -> insertFile(w, row, null, "p", 1, revision));
        PackageRow second = createPackage(repository, "b");

        assertThatThrownBy(() -> write(writer -> insertFile(writer, second, null, "p", 2, 2)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"p\"");

        long id = rows().findFile(repository, "p").orElseThrow().id();
        write(writer -> writer.removeFile(id, first.revision() + 1, LATER));
        write(writer -> insertFile(writer, second, null, "p", 2, 2));
        FileRow found = rows().findFile(repository, "p").orElseThrow();
        assertThat(found.packageId()).isEqualTo(second.id());
        assertThat(found.isLive()).isTrue();
    }

    @Test
    final void fileIsAddedAsNewOnlyIfItsPathWasNeverUsed() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        PackageRow elsewhere = createPackage(createRepository("s"), "app");

        OptionalLong id = insertNewFile(owner, "p", 1, 1);

        FileRow found = rows().findFile(owner.repositoryId(), "p").orElseThrow();
        assertThat(id).hasValue(found.id());
        assertThat(found.isLive()).isTrue();
        assertThat(found.digests()).isEqualTo(digests(1));
        assertThat(insertNewFile(owner, "p", 2, 2)).isEmpty();
        write(writer -> writer.removeFile(found.id(), 3, LATER));
        assertThat(insertNewFile(owner, "p", 2, 4)).isEmpty();
        write(writer -> insertFile(writer, owner, null, "p", 3, 5));
        assertThat(insertNewFile(owner, "p", 2, 6)).isEmpty();
        assertThat(rows().findFile(owner.repositoryId(), "p").orElseThrow().digests())
                .isEqualTo(digests(3));
        assertThat(insertNewFile(elsewhere, "p", 2, 1)).isPresent();
    }

    private OptionalLong insertNewFile(PackageRow owner, String path, int content, long revision) {
        FileRow row = file(owner, null, path, digests(content), revision);
        return store().write(writer -> writer.insertNewFile(row, TIME));
    }

    @Test
    final void samePathInTwoRepositoriesIsTwoFiles() {
        long first = createRepository("a");
        long second = createRepository("b");
        change(first, "app", (writer, row, revision) -> insertFile(writer, row, null, "p", 1, revision));

        assertThat(rows().findFile(second, "p")).isEmpty();
        change(second, "app", (writer, row, revision) -> insertFile(writer, row, null, "p", 1, revision));
        assertThat(rows().filesByPath(second, "", "", 10)).hasSize(1);
    }

    @Test
    final void removedFileKeepsItsRowWithTheTimeItWent() {
        PackageRow owner = change(
                createRepository("r"),
                "app",
                (writer, row, revision) -> insertFile(writer, row, null, "p", 1, revision));
        long id = rows().findFile(owner.repositoryId(), "p").orElseThrow().id();

        write(writer -> writer.removeFile(id, 2, LATER));

        FileRow removed = rows().findFile(owner.repositoryId(), "p").orElseThrow();
        assertThat(removed.removed()).isEqualTo(LATER);
        assertThat(removed.published()).isEqualTo(TIME);
        assertThat(removed.revision()).isEqualTo(1);
        assertThat(removed.digests()).isEqualTo(digests(1));
        assertThat(rows().files(owner.id())).isEmpty();
        assertThat(rows().filesByPath(owner.repositoryId(), "", "", 10)).isEmpty();
    }

    @Test
    final void findFileReturnsTheNewestRow() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        List<Long> ids = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            int content = round;
            // All in one revision: a publication may take back what another part of it did.
            write(writer -> ids.add(insertFile(writer, owner, null, "p", content, 1)));
            assertThat(rows().findFile(owner.repositoryId(), "p").orElseThrow().digests())
                    .isEqualTo(digests(content));
            write(writer -> writer.removeFile(ids.get(content), 1, LATER));
            assertThat(rows().findFile(owner.repositoryId(), "p").orElseThrow().id())
                    .isEqualTo(ids.get(content));
        }
    }

    @Test
    final void filesChangedSinceAreWhatAViewOfThatRevisionLacks() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        write(writer -> {
            long first = insertFile(writer, owner, null, "z", 1, 1);
            insertFile(writer, owner, null, "y", 2, 2);
            insertFile(writer, owner, null, "x", 3, 3);
            writer.removeFile(first, 4, LATER);
        });

        List<FileRow> changed = rows().filesChangedSince(owner.id(), 2);

        assertThat(changed).extracting(FileRow::path).containsExactly("z", "x");
        assertThat(changed).extracting(FileRow::isLive).containsExactly(false, true);
        assertThat(rows().filesChangedSince(owner.id(), 4)).isEmpty();
    }

    @Test
    final void pathsAreOrderedByCodePointsAndPagedByKeyWithinAPrefix() {
        long repository = createRepository("r");
        List<String> inside = List.of("a/", "a/%", "a/A", "a/_", "a/a", "a/a/b", "a/aa", "a/\uFB01", "a/\uD83D\uDE00");
        change(repository, "app", (writer, row, revision) -> {
            int content = 0;
            for (String path : inside) {
                insertFile(writer, row, null, path, content++, revision);
            }
            for (String path : List.of("a", "a.b", "a0", "b/a", "A/a")) {
                insertFile(writer, row, null, path, content++, revision);
            }
        });

        assertThat(paged(repository, "a/", 2)).containsExactlyElementsOf(inside);
        assertThat(paged(repository, "a/a", 1)).containsExactly("a/a", "a/a/b", "a/aa");
        assertThat(paged(repository, "a/%", 10)).containsExactly("a/%");
        assertThat(paged(repository, "", 4)).hasSize(14).startsWith("A/a", "a", "a.b", "a/");
    }

    @Test
    final void pageGoesOnAfterAPathThatIsNotThere() {
        long repository = createRepository("r");
        change(repository, "app", (writer, row, revision) -> {
            insertFile(writer, row, null, "d/a", 1, revision);
            insertFile(writer, row, null, "d/c", 2, revision);
        });

        assertThat(paths(repository, "d/", "d/b", 10)).containsExactly("d/c");
        assertThat(paths(repository, "d/", "d/c/\uD83D\uDE00", 10)).isEmpty();
        assertThat(paths(repository, "d/", "a", 10)).containsExactly("d/a", "d/c");
        assertThat(paths(repository, "d/", "e", 10)).isEmpty();
    }

    @Test
    final void everyPathIsTakenAsItIs() {
        long repository = createRepository("r");
        List<String> odd = List.of("it's", "a\"b", "100%", "a_b", "日本/語", "a b", "NULL", "?", ":x", "😀");
        change(
                repository,
                "app",
                (writer, row, revision) ->
                        odd.forEach(path -> insertFile(writer, row, null, path, path.hashCode() & 0xFFFF, revision)));

        for (String path : odd) {
            assertThat(rows().findFile(repository, path)).as(path).isPresent();
        }
        assertThat(rows().findFile(repository, "axb")).isEmpty();
    }

    /** Of characters that take three bytes each, and that no index can make shorter. */
    @Test
    final void pathThatIsTooLongForTheStoreIsRefusedForThatReason() {
        PackageRow owner = createPackage(createRepository("r"), "app");
        String longest = new Random(1)
                .ints(FilePath.MAX_LENGTH, 0x4E00, 0x9FFF)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String shorter = longest.substring(0, 666);

        write(writer -> insertFile(writer, owner, null, shorter, 1, 2));
        boolean taken = true;
        try {
            write(writer -> insertFile(writer, owner, null, longest, 2, 2));
        } catch (InvalidInputException e) {
            taken = false;
            assertThat(e).hasMessageContaining("longer");
        }

        assertThat(rows().findFile(owner.repositoryId(), longest).isPresent()).isEqualTo(taken);
        assertThat(rows().findFile(owner.repositoryId(), shorter)).isPresent();
    }

    private List<String> paged(long repository, String prefix, int limit) {
        List<String> all = new ArrayList<>();
        List<String> page;
        do {
            page = paths(repository, prefix, all.isEmpty() ? "" : all.get(all.size() - 1), limit);
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    private List<String> paths(long repository, String prefix, String after, int limit) {
        return rows().filesByPath(repository, prefix, after, limit).stream()
                .map(FileRow::path)
                .toList();
    }
}
