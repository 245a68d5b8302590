package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.artispace.metadata.FileRow;
import io.artispace.metadata.FileUseRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about proxies, and about reading what was there at an instant. */
abstract class ProxyRowsContract extends EventRowsContract {
    private static final Instant BEFORE_ALL = TIME.minusSeconds(1);

    @Test
    final void upstreamDocumentIsAddedReplacedAndExpired() {
        long repository = createRepository("central");
        UpstreamRow first = new UpstreamRow(repository, "com/acme/app/maven-metadata.xml", "\"1\"", null, TIME);
        UpstreamRow second =
                new UpstreamRow(repository, first.location(), null, "Fri, 02 Jan 2026 03:04:05 GMT", LATER);
        write(writer -> writer.putUpstream(first));
        assertThat(rows().findUpstream(repository, first.location())).contains(first);
        assertThat(rows().findUpstream(repository, "other")).isEmpty();

        UpstreamRow kept = new UpstreamRow(createRepository("other"), first.location(), null, null, TIME);
        write(writer -> {
            writer.putUpstream(second);
            writer.putUpstream(kept);
        });
        assertThat(rows().findUpstream(repository, first.location())).contains(second);

        write(writer -> writer.expireUpstream(repository));
        assertThat(rows().findUpstream(kept.repositoryId(), kept.location())).contains(kept);
        UpstreamRow expired = rows().findUpstream(repository, first.location()).orElseThrow();
        assertThat(expired.checked()).isEqualTo(Instant.EPOCH);
        assertThat(expired.lastModified()).isEqualTo(second.lastModified());
    }

    @Test
    final void upstreamDocumentIsConfirmedOnlyWithTheValidatorsThatItHas() {
        long repository = createRepository("central");
        UpstreamRow tagged = new UpstreamRow(repository, "tagged", "\"1\"", null, TIME);
        UpstreamRow dated = new UpstreamRow(repository, "dated", null, "Fri, 02 Jan 2026 03:04:05 GMT", TIME);
        UpstreamRow bare = new UpstreamRow(repository, "bare", null, null, TIME);
        write(writer -> {
            for (UpstreamRow row : List.of(tagged, dated, bare)) {
                writer.putUpstream(row);
                writer.confirmUpstream(
                        new UpstreamRow(repository, row.location(), row.etag(), row.lastModified(), LATER));
            }
        });
        for (UpstreamRow row : List.of(tagged, dated, bare)) {
            assertThat(rows().findUpstream(repository, row.location()))
                    .contains(new UpstreamRow(repository, row.location(), row.etag(), row.lastModified(), LATER));
        }

        write(writer -> {
            writer.confirmUpstream(new UpstreamRow(repository, "tagged", "\"2\"", null, TIME));
            writer.confirmUpstream(new UpstreamRow(repository, "dated", null, null, TIME));
            writer.confirmUpstream(new UpstreamRow(repository, "bare", "\"1\"", null, TIME));
            writer.confirmUpstream(new UpstreamRow(repository, "unknown", null, null, TIME));
        });

        for (UpstreamRow row : List.of(tagged, dated, bare)) {
            assertThat(rows().findUpstream(repository, row.location()))
                    .contains(new UpstreamRow(repository, row.location(), row.etag(), row.lastModified(), LATER));
        }
        assertThat(rows().findUpstream(repository, "unknown")).isEmpty();
    }

    @Test
    final void validatorsOfOneRepositoryAreForgotten() {
        long repository = createRepository("central");
        long other = createRepository("other");
        UpstreamRow kept = new UpstreamRow(other, "app", "\"1\"", "Fri, 02 Jan 2026 03:04:05 GMT", TIME);
        write(writer -> {
            writer.putUpstream(kept);
            writer.putUpstream(new UpstreamRow(repository, "app", kept.etag(), kept.lastModified(), TIME));
        });

        write(writer -> writer.forgetValidators(repository));

        assertThat(rows().findUpstream(repository, "app"))
                .contains(new UpstreamRow(repository, "app", null, null, TIME));
        assertThat(rows().findUpstream(other, "app")).contains(kept);
    }

    @Test
    final void repositoryThatIsHeldIsAsItIsNow() {
        long repository = createRepository("central");
        write(writer -> writer.updateRepository(repository, Map.of("url", "there")));

        assertThat(store().<Optional<RepositoryRow>>write(writer -> writer.holdRepository(repository)))
                .contains(rows().repositories().get(0));
        assertThat(store().<Optional<RepositoryRow>>write(writer -> writer.holdRepository(repository + 1)))
                .isEmpty();
    }

    @Test
    final void repositoryIsNotChangedWhileItIsHeld() throws Exception {
        long repository = createRepository("central");

        Optional<UpstreamRow> seen = waiting(
                writer -> assertThat(writer.holdRepository(repository)).isPresent(),
                changer -> {
                    changer.updateRepository(repository, Map.of("url", "elsewhere"));
                    return changer.findUpstream(repository, "app");
                },
                writer -> writer.putUpstream(new UpstreamRow(repository, "app", null, null, TIME)));

        assertThat(seen).isPresent();
    }

    @Test
    final void whoHoldsARepositoryWhileItIsChangedFindsItChanged() throws Exception {
        long repository = createRepository("central");

        Map<String, String> settings = waiting(
                writer -> writer.updateRepository(repository, Map.of("url", "elsewhere")),
                holder -> holder.holdRepository(repository).orElseThrow().settings(),
                writer -> writer.forgetValidators(repository));

        assertThat(settings).isEqualTo(Map.of("url", "elsewhere"));
    }

    @Test
    final void filesComeInTheOrderOfTheirLastUse() {
        long repository = createRepository("central");
        change(repository, "app", (writer, row, revision) -> {
            insertFile(writer, row, null, "a", 1, revision);
            insertFile(writer, row, null, "b", 2, revision);
            insertFile(writer, row, null, "c", 3, revision);
        });
        long a = rows().findFile(repository, "a").orElseThrow().id();
        long b = rows().findFile(repository, "b").orElseThrow().id();

        write(writer -> writer.noteUses(Map.of(a, LATER.plusSeconds(1), b, LATER, -1L, LATER)));
        write(writer -> writer.noteUses(Map.of(a, LATER)));

        assertThat(rows().leastRecentlyUsed(repository, 10))
                .as("of c no use was noted")
                .extracting(use -> use.file().path(), FileUseRow::packageName, FileUseRow::used)
                .containsExactly(tuple("b", "app", LATER), tuple("a", "app", LATER.plusSeconds(1)));
        assertThat(rows().leastRecentlyUsed(repository, 1)).hasSize(1);
        assertThat(rows().leastRecentlyUsed(createRepository("other"), 10)).isEmpty();
        assertThat(rows().storedBytes(repository)).isEqualTo(14);
    }

    @Test
    final void useOfAFileIsForgottenWithTheFile() {
        long repository = createRepository("central");
        change(repository, "app", (writer, row, revision) -> insertFile(writer, row, null, "a", 1, revision));
        long file = rows().findFile(repository, "a").orElseThrow().id();
        write(writer -> writer.noteUses(Map.of(file, TIME)));

        change(repository, "app", (writer, row, revision) -> writer.removeFile(file, revision, LATER));
        write(writer -> writer.noteUses(Map.of(file, LATER)));

        assertThat(rows().leastRecentlyUsed(repository, 10)).isEmpty();
    }

    @Test
    final void useOfAFileThatIsJustRemovedIsForgottenWithIt() throws Exception {
        long repository = createRepository("central");
        change(repository, "app", (writer, row, revision) -> insertFile(writer, row, null, "a", 1, revision));
        long file = rows().findFile(repository, "a").orElseThrow().id();

        waiting(
                writer -> writer.removeFile(file, 2, LATER),
                user -> {
                    user.noteUses(Map.of(file, LATER));
                    return true;
                },
                writer -> {});

        assertThat(rows().leastRecentlyUsed(repository, 10)).isEmpty();
    }

    @Test
    final void useOfAFileWhoseRepositoryIsJustDeletedIsPassedOver() throws Exception {
        long repository = createRepository("central");
        change(repository, "app", (writer, row, revision) -> insertFile(writer, row, null, "a", 1, revision));
        long file = rows().findFile(repository, "a").orElseThrow().id();

        boolean noted = waiting(
                writer -> writer.deleteRepository(repository),
                user -> {
                    user.noteUses(Map.of(file, LATER));
                    return true;
                },
                writer -> {});

        assertThat(noted).isTrue();
        assertThat(rows().storedBytes(repository)).isZero();
    }

    @Test
    final void repositoryIsDeletedWithWhatIsKnownOfItsUpstream() {
        long repository = createRepository("central");
        change(repository, "app", (writer, row, revision) -> insertFile(writer, row, null, "a", 1, revision));
        long file = rows().findFile(repository, "a").orElseThrow().id();
        write(writer -> {
            writer.putUpstream(new UpstreamRow(repository, "app", null, null, TIME));
            writer.noteUses(Map.of(file, LATER));
        });

        write(writer -> writer.deleteRepository(repository));

        assertThat(rows().findUpstream(repository, "app")).isEmpty();
        assertThat(rows().storedBytes(repository)).isZero();
    }

    @Test
    final void whatWasThereAtAnInstantIsFoundAgain() {
        long repository = createRepository("releases");
        Instant gone = LATER.plus(Duration.ofHours(1));
        PackageRow app = change(repository, "app", (writer, row, revision) -> {
            long version = writer.insertVersion(version(row.id(), "1.0", revision));
            insertFile(writer, row, version, "p", 1, revision);
            writer.putTag(row.id(), "latest", "1.0", revision, TIME);
        });
        change(repository, "app", (writer, row, revision) -> {
            VersionRow first = writer.findVersion(row.id(), "1.0").orElseThrow();
            FileRow file = writer.findFile(repository, "p").orElseThrow();
            writer.removeFile(file.id(), revision, gone);
            writer.removeVersion(first.id(), revision, gone);
            writer.insertVersion(new VersionRow(0, row.id(), "2.0", revision, gone, null, Map.of(), "second"));
            writer.putTag(row.id(), "latest", "2.0", revision, gone);
        });

        assertThat(versions(app, BEFORE_ALL)).isEmpty();
        assertThat(versions(app, TIME)).containsExactly("1.0");
        assertThat(versions(app, gone.minusMillis(1))).containsExactly("1.0");
        assertThat(versions(app, gone)).containsExactly("2.0");
        assertThat(rows().filesAsOf(app.id(), LATER)).extracting(FileRow::path).containsExactly("p");
        assertThat(rows().filesAsOf(app.id(), gone)).isEmpty();
        assertThat(gone(app, BEFORE_ALL)).isEmpty();
        assertThat(gone(app, TIME)).containsExactly("1.0 of manifest of 1.0", "p");
        assertThat(gone(app, gone.minusMillis(1))).containsExactly("1.0 of manifest of 1.0", "p");
        assertThat(gone(app, gone)).isEmpty();
        assertThat(rows().findFileAsOf(repository, "p", LATER)).isPresent();
        assertThat(rows().findFileAsOf(repository, "p", gone)).isEmpty();
        assertThat(rows().findFileAsOf(repository, "p", BEFORE_ALL)).isEmpty();
        assertThat(rows().tagsAsOf(app.id(), BEFORE_ALL)).isEmpty();
        assertThat(rows().tagsAsOf(app.id(), LATER)).isEqualTo(Map.of("latest", "1.0"));
        assertThat(rows().tagsAsOf(app.id(), gone)).isEqualTo(Map.of("latest", "2.0"));
    }

    @Test
    final void pathsThatWereThereAtAnInstantArePagedByKeyWithinAPrefix() {
        long repository = createRepository("releases");
        List<String> first = List.of("a", "d/a", "d/b", "d/c", "d/\uFB01", "d/\uD83D\uDE00", "e/a");
        change(repository, "app", (writer, row, revision) -> {
            for (String path : first) {
                insertFile(writer, row, null, path, first.indexOf(path), revision);
            }
        });
        change(repository, "app", (writer, row, revision) -> {
            for (String path : List.of("d/b", "d/c")) {
                writer.removeFile(
                        writer.findFile(repository, path).orElseThrow().id(), revision, LATER);
            }
            for (String path : List.of("d/b", "d/bb")) {
                writer.insertFile(
                        new FileRow(0, repository, row.id(), null, path, 7, digests(0), revision, LATER, null));
            }
        });

        assertThat(paths(repository, "d/", "", BEFORE_ALL, 10)).isEmpty();
        assertThat(paths(repository, "d/", "", TIME, 10))
                .containsExactly("d/a", "d/b", "d/c", "d/\uFB01", "d/\uD83D\uDE00");
        assertThat(paths(repository, "d/", "", LATER, 10))
                .containsExactly("d/a", "d/b", "d/bb", "d/\uFB01", "d/\uD83D\uDE00");
        assertThat(paths(repository, "d/", "d/a", TIME, 2)).containsExactly("d/b", "d/c");
        assertThat(paths(repository, "d/", "d/bb", TIME, 1)).containsExactly("d/c");
        assertThat(paths(repository, "", "d/\uD83D\uDE00", LATER, 10)).containsExactly("e/a");
        assertThat(rows().filesByPathAsOf(repository, "d/b", "", TIME, 1))
                .singleElement()
                .satisfies(row -> assertThat(row.removed()).isEqualTo(LATER));
    }

    private List<String> paths(long repository, String prefix, String after, Instant instant, int limit) {
        return rows().filesByPathAsOf(repository, prefix, after, instant, limit).stream()
                .map(FileRow::path)
                .toList();
    }

    private List<String> versions(PackageRow row, Instant instant) {
        List<VersionRow> withManifests = rows().versionsAsOf(row.id(), instant, Manifests.WITH);
        assertThat(rows().versionsAsOf(row.id(), instant, Manifests.WITHOUT))
                .extracting(VersionRow::name)
                .containsExactlyElementsOf(
                        withManifests.stream().map(VersionRow::name).toList());
        return withManifests.stream().map(VersionRow::name).toList();
    }

    @Test
    final void timeOfPublicationIsWrittenAnew() {
        PackageRow app = change(
                createRepository("central"),
                "app",
                (writer, row, revision) -> writer.insertVersion(version(row.id(), "1.0", revision)));
        VersionRow stored = rows().findVersion(app.id(), "1.0").orElseThrow();

        write(writer -> writer.updateVersion(new VersionRow(
                stored.id(), app.id(), "1.0", 2, BEFORE_ALL, null, stored.attributes(), stored.manifest())));

        assertThat(rows().findVersion(app.id(), "1.0").orElseThrow().published())
                .isEqualTo(BEFORE_ALL);
    }

    private List<String> gone(PackageRow row, Instant instant) {
        return Stream.concat(
                        rows().versionsGoneSince(row.id(), instant).stream()
                                .map(version -> version.name() + " of " + version.manifest()),
                        rows().filesGoneSince(row.id(), instant).stream().map(FileRow::path))
                .toList();
    }
}
