package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataDump;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.TagRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about carrying everything into another store of the same kind. */
abstract class DumpRowsContract extends DataVersionContract {
    private static final int PAGE = 2;

    @Test
    final void everythingIsCarriedOverWithItsIdsAndItsHistory() {
        long deleted = createRepository("deleted");
        long repository = createRepository("r");
        fill(repository);
        write(writer -> writer.deleteRepository(deleted));

        withOther(other -> {
            carry(other);
            finish(other);

            assertSame(other, MetadataReader::repositories);
            assertSame(other, MetadataReader::configurationRevision);
            assertSame(other, reader -> reader.dump().packages(0, 100));
            for (PackageRow row : dump().packages(0, 100)) {
                assertSame(other, reader -> reader.versionsChangedSince(row.id(), 0));
                assertSame(other, reader -> reader.versionsChangedSince(row.id(), row.revision() - 1));
                assertSame(other, reader -> reader.dump().filesChangedSince(row.id(), 0));
                assertSame(other, reader -> reader.filesChangedSince(row.id(), row.revision() - 1));
                assertSame(other, reader -> reader.dump().tagsChangedSince(row.id(), 0));
                assertSame(other, reader -> reader.versionsAsOf(row.id(), TIME, Manifests.WITH));
                assertSame(other, reader -> reader.filesAsOf(row.id(), TIME));
                assertSame(other, reader -> reader.tagsAsOf(row.id(), TIME));
                assertSame(other, reader -> reader.tags(row.id()));
            }
            assertSame(other, reader -> reader.search(repository, "a fine app", false, 0, 10));
            assertSame(other, reader -> reader.dump().counts());
            assertSame(other, reader -> reader.events(0, 100));
            assertThat(dump().counts()).containsEntry("files", 5L).containsEntry("tags", 3L);
        });
    }

    @Test
    final void newRowsAndEventsOfTheOtherStoreFollowThoseCarriedOver() {
        long repository = createRepository("r");
        fill(repository);
        long last = dump().lastEvent();
        long greatest =
                dump().packages(0, 100).stream().mapToLong(PackageRow::id).max().orElseThrow();

        withOther(other -> {
            carry(other);
            finish(other);
            RegistryEvent event = new RegistryEvent(0, TIME, Type.FILE_PUBLISHED, "r", "app", null, null, "host");

            assertThat(other.<RegistryEvent>write(writer -> writer.appendEvent(event))
                            .position())
                    .isGreaterThan(last);
            assertThat(other.<PackageRow>write(writer -> writer.lockPackage(repository, "new", TIME))
                            .id())
                    .isGreaterThan(greatest);
            assertThat(other.<Long>write(writer -> writer.insertVersion(version(greatest, "new", 9))))
                    .isGreaterThan(1);
            assertThat(other.<Long>write(
                            writer -> writer.insertRepository(repository("s")).id()))
                    .isGreaterThan(repository);
            List<RegistryEvent> events = other.read(reader -> reader.dump().events(last, 10));
            assertThat(events).hasSize(1);
        });
    }

    @Test
    final void storeIsUnfinishedFromTheBeginningToTheEnd() {
        createRepository("r");
        withOther(other -> {
            assertThat(other.<Boolean>read(reader -> reader.dump().isUnfinished()))
                    .isFalse();
            carry(other);
            assertThat(other.<Boolean>read(reader -> reader.dump().isUnfinished()))
                    .isTrue();
            carry(other);
            finish(other);
            assertThat(other.<Boolean>read(reader -> reader.dump().isUnfinished()))
                    .isFalse();

            assertThatThrownBy(() -> carry(other)).isInstanceOf(ConflictException.class);
        });
        assertThatThrownBy(() -> write(writer -> writer.restore().begin()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("repositories");
    }

    @Test
    final void whatHasChangedSinceIsWrittenOverWhatWasCarried() {
        long repository = createRepository("r");
        fill(repository);
        withOther(other -> {
            carry(other);
            change(repository, "app", (writer, row, revision) -> {
                FileRow moved = writer.findFile(repository, "app/2.jar").orElseThrow();
                writer.removeFile(moved.id(), revision, LATER);
                writer.putTag(row.id(), "latest", "3", revision, LATER);
                writer.insertVersion(version(row.id(), "3", revision));
            });
            change(repository, "aaa", (writer, row, revision) -> {
                insertFile(writer, row, null, "app/2.jar", 9, revision);
            });

            carry(other);
            finish(other);

            assertSame(other, reader -> reader.findFile(repository, "app/2.jar"));
            assertSame(other, reader -> reader.dump().counts());
            for (PackageRow row : dump().packages(0, 100)) {
                assertSame(other, reader -> reader.dump().filesChangedSince(row.id(), 0));
                assertSame(other, reader -> reader.dump().tagsChangedSince(row.id(), 0));
            }
        });
    }

    @Test
    final void fileAtThePathOfAnotherMakesWayWhicheverComesFirst() {
        long repository = createRepository("r");
        PackageRow first = createPackage(repository, "first");
        PackageRow second = createPackage(repository, "second");
        long old = store().write(writer -> insertFile(writer, second, null, "path", 1, 1));
        withOther(other -> {
            carry(other);
            write(writer -> writer.removeFile(old, 2, LATER));
            write(writer -> insertFile(writer, first, null, "path", 2, 2));

            carry(other);

            assertSame(other, reader -> reader.dump().filesChangedSince(first.id(), 0));
            assertSame(other, reader -> reader.dump().filesChangedSince(second.id(), 0));
        });
    }

    @Test
    final void collectionKnowsWhatIsInUseAfterwards() {
        long repository = createRepository("r");
        fill(repository);
        write(writer -> writer.putBlob(blob(digests(77))));

        withOther(other -> {
            carry(other);
            finish(other);
            Instant later = LATER.plusSeconds(1);

            List<BlobRow> expected = store().write(writer -> writer.condemnBlobs(later, later, 100));
            List<BlobRow> condemned = other.write(writer -> writer.condemnBlobs(later, later, 100));
            assertThat(condemned).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(condemned)
                    .extracting(blob -> blob.digests().sha256())
                    .containsExactlyInAnyOrder(sha256(2), sha256(77));
        });
    }

    @Test
    final void tokensUpstreamsAndUsesArePagedThrough() {
        long repository = createRepository("central");
        PackageRow row = createPackage(repository, "app");
        List<Long> files = store().write(writer -> List.of(
                insertFile(writer, row, null, "a", 1, 1),
                insertFile(writer, row, null, "b", 2, 1),
                insertFile(writer, row, null, "c", 3, 1)));
        write(writer -> {
            for (int i = 0; i < 3; i++) {
                writer.insertToken(new TokenRow(sha256(i).hex(), "t" + i, "host-user", "all", TIME, null, Map.of()));
                writer.putUpstream(new UpstreamRow(repository, "doc" + i, "\"" + i + "\"", null, TIME));
            }
            writer.noteUses(Map.of(files.get(0), LATER, files.get(1), LATER, files.get(2), LATER));
        });

        assertThat(dump().tokens("", PAGE)).extracting(TokenRow::id).containsExactly("t0", "t1");
        assertThat(dump().tokens(sha256(1).hex(), PAGE)).hasSize(1);
        assertThat(dump().upstreams(repository, "doc0", PAGE))
                .extracting(UpstreamRow::location)
                .containsExactly("doc1", "doc2");
        assertThat(dump().uses(files.get(0), PAGE).keySet()).containsExactly(files.get(1), files.get(2));
    }

    /** Two versions, one of them removed and published again; files that went and came back; a tag that moved. */
    private void fill(long repository) {
        change(repository, "app", (writer, row, revision) -> {
            long one = writer.insertVersion(version(row.id(), "1", revision));
            insertFile(writer, row, one, "app/1.jar", 1, revision);
            insertFile(writer, row, null, "app/readme", 2, revision);
            writer.putTag(row.id(), "latest", "1", revision, TIME);
        });
        change(repository, "app", (writer, row, revision) -> {
            long two = writer.insertVersion(version(row.id(), "2", revision));
            insertFile(writer, row, two, "app/2.jar", 3, revision);
            writer.putTag(row.id(), "latest", "2", revision, LATER);
            writer.putTag(row.id(), "next", "2", revision, LATER);
            VersionRow one = writer.findVersion(row.id(), "1").orElseThrow();
            writer.removeVersion(one.id(), revision, LATER);
            writer.removeFile(
                    writer.findFile(repository, "app/1.jar").orElseThrow().id(), revision, LATER);
        });
        change(repository, "app", (writer, row, revision) -> {
            long again = writer.insertVersion(version(row.id(), "1", revision));
            insertFile(writer, row, again, "app/1.jar", 4, revision);
            writer.removeFile(
                    writer.findFile(repository, "app/readme").orElseThrow().id(), revision, LATER);
            insertFile(writer, row, null, "app/readme", 1, revision);
            writer.removeTag(row.id(), "next", revision, LATER.plusSeconds(1));
        });
        createPackage(repository, "empty");
        createPackage(repository, "described", Map.of("description", "A fine app"));
        write(writer -> {
            for (Type type : List.of(Type.FILE_PUBLISHED, Type.TAG_CHANGED, Type.VERSION_PUBLISHED)) {
                writer.appendEvent(new RegistryEvent(0, TIME, type, "r", "app", null, null, "host"));
            }
        });
    }

    @Test
    final void eventsThatWereDroppedAfterTheyWereCopiedAreDroppedInTheCopyToo() {
        fill(createRepository("r"));
        withOther(other -> {
            carry(other);
            store().write(writer -> writer.dropEvents(LATER, 100));
            RegistryEvent first = dump().events(0, 1).get(0);

            other.<@Nullable Object>write(writer -> {
                writer.restore().beginEvents(first);
                return null;
            });

            assertThat(first.type()).isEqualTo(Type.EVENTS_DROPPED);
            assertSame(other, reader -> reader.events(0, 100));
            assertSame(other, reader -> reader.dump().counts());
        });
    }

    /** Carries over as a move does, in small pages. */
    private void carry(MetadataStore other) {
        other.<@Nullable Object>write(writer -> {
            writer.restore().begin();
            rows().repositories().forEach(writer.restore()::putRepository);
            rows().blobs("", 100).forEach(writer::putBlob);
            return null;
        });
        long after = 0;
        List<PackageRow> page;
        do {
            page = dump().packages(after, PAGE);
            for (PackageRow row : page) {
                after = row.id();
                other.<@Nullable Object>write(writer -> {
                    long known = writer.packageRevision(row.repositoryId(), row.name());
                    writer.restore().putPackage(row);
                    rows().versionsChangedSince(row.id(), known).forEach(writer.restore()::putVersion);
                    dump().filesChangedSince(row.id(), known).forEach(writer.restore()::putFile);
                    List<TagRow> tags = dump().tagsChangedSince(row.id(), known);
                    tags.forEach(writer.restore()::putTag);
                    return null;
                });
            }
        } while (page.size() == PAGE);
        other.<@Nullable Object>write(writer -> {
            dump().events(writer.dump().lastEvent(), 100).forEach(writer.restore()::putEvent);
            return null;
        });
    }

    private void finish(MetadataStore other) {
        long revision = rows().configurationRevision();
        other.<@Nullable Object>write(writer -> {
            writer.restore().finish(revision);
            return null;
        });
    }

    /** Returns a dump that asks each question in a snapshot of its own. */
    private MetadataDump dump() {
        return (MetadataDump) Proxy.newProxyInstance(
                MetadataDump.class.getClassLoader(),
                new Class<?>[] {MetadataDump.class},
                (proxy, question, arguments) -> store().read(reader -> ask(reader.dump(), question, arguments)));
    }

    private void withOther(Consumer<MetadataStore> work) {
        try (MetadataStore other = openEmpty()) {
            work.accept(other);
        }
    }

    private <T extends @Nullable Object> void assertSame(MetadataStore other, MetadataStore.ReadWork<T> question) {
        T expected = store().read(question);
        assertThat(other.<T>read(question)).isEqualTo(expected);
    }
}
