package io.artispace.core.ledger;

import static io.artispace.core.Fixture.APP;
import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Overwrite;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.StoredFile;
import io.artispace.blob.Digest;
import io.artispace.core.Fixture;
import io.artispace.core.VersionNames;
import io.artispace.ledger.LedgerEntry;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions: what they record, that they end, and how they are carried elsewhere. */
final class SessionsTest {
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
    void eachServedFileIsRecordedOnceAndNothingElse() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        Session session = registry.session("build-42");
        Repository files = session.repository("files");

        files.file(path("2", "a"));
        read(files, "1");
        fixture.pass(Duration.ofHours(1));
        read(files, "1");

        assertThat(session.entries()).hasSize(1);
        LedgerEntry entry = session.entries().get(0);
        assertThat(entry.path()).isEqualTo(path("1", "a"));
        assertThat(entry.origin().repository()).isEqualTo("files");
        assertThat(entry.size()).isEqualTo(3);
        // Of "one", as any other tool computes it.
        assertThat(entry.sha256())
                .isEqualTo(Digest.sha256("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed"));
        assertThat(entry.served()).isEqualTo(fixture.instant().minus(Duration.ofHours(1)));
        assertThat(registry.sessions()).containsExactly("build-42");
    }

    @Test
    void sessionThatWasDeletedIsNotTakenForAnEmptyOne() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        Repository held = session.repository("files");
        read(held, "1");

        session.delete();
        session.delete();

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                session::entries,
                session::export,
                session::seal,
                session::isSealed,
                () -> session.repository("files"),
                () -> held.file(path("1", "a")))) {
            assertThatThrownBy(call)
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage("The session \"build-42\" was deleted. Open it again to record anew.");
        }
        assertThat(registry.sessions()).isEmpty();
    }

    @Test
    void documentsOfASessionAreNotThoseOfOneOfTheSameNameBeforeIt() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
        Session before = registry.session("build-42");
        read(before.repository("files"), "1");
        before.seal();
        assertThat(document(before.repository("files"))).isEqualTo("1");
        before.delete();
        fixture.pass(Duration.ofSeconds(1));

        Session again = registry.session("build-42");
        read(again.repository("files"), "2");
        again.seal();

        assertThat(document(again.repository("files"))).isEqualTo("2");
    }

    /** Renders a document of the names of versions. */
    private static String document(Repository repository) {
        return VersionNames.of(repository, APP);
    }

    @Test
    void exportedSessionIsImportedSealedWithTheSameEntries() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        read(session.repository("files"), "1");
        String json = session.export();
        List<LedgerEntry> entries = session.entries();
        session.delete();

        Session imported = registry.importSession(json);

        assertThat(imported.isSealed()).isTrue();
        assertThat(imported.entries()).isEqualTo(entries);
        assertThat(registry.importSession(json).export()).isEqualTo(json);
        assertThat(read(imported.repository("files"), "1")).isEqualTo("one");
    }

    @Test
    void importThatContradictsOrIsMalformedIsRefused() {
        registry.session("build-42");
        String other = """
                {"session":"build-42","entries":[{"repository":"files","path":"app/1/a","member":"files",
                "sha256":"%064d","size":3,"served":"2026-01-02T03:04:05Z"}]}""".formatted(1);

        assertThatThrownBy(() -> registry.importSession(other)).isInstanceOf(ConflictException.class);
        for (String malformed : List.of(
                "",
                "[]",
                "{}",
                "{\"session\":\"s\"} x",
                "{\"session\":1}",
                "{\"session\":\"s\",\"entries\":[{\"path\":\"a\"}]}",
                "{\"session\":\"../s\",\"entries\":[]}")) {
            assertThatThrownBy(() -> registry.importSession(malformed))
                    .as(malformed)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../s", "a b", "a/b"})
    void malformedNameIsRefused(String name) {
        assertThatThrownBy(() -> registry.session(name)).isInstanceOf(InvalidInputException.class);
        assertThat(registry.sessions()).isEmpty();
    }

    @Test
    void sessionOfTheSameNameAndMomentAsADeletedOneIsAnother() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        for (int i = 0; i < 2; i++) {
            Session session = registry.session("build-42");
            read(session.repository("files"), "1");

            assertThat(session.entries()).hasSize(1);
            session.delete();
        }
    }

    @Test
    void repositoryHeldOfADeletedSessionIsNotOneOfASessionOpenedSince() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        Repository held = session.repository("files");
        session.delete();
        Session other = registry.session("build-42");

        assertThatThrownBy(() -> held.file(path("1", "a")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"build-42\" was deleted");
        assertThat(other.entries()).isEmpty();
    }

    @Test
    void sealedOrDeletedSessionRecordsNoMore() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        StoredFile recorded = session.repository("files").file(path("1", "a")).orElseThrow();
        session.seal();

        assertThatThrownBy(recorded::open).isInstanceOf(ConflictException.class).hasMessageContaining("sealed");
        session.delete();
        assertThatThrownBy(session::isSealed).isInstanceOf(NotFoundException.class);
        assertThat(registry.session("build-42").isSealed()).isFalse();
    }

    /** A ledger that named bytes which are gone could not be replayed. */
    @Test
    void fileWhoseBytesWereCollectedMeanwhileIsNotRecorded() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        Session session = registry.session("build-42");
        StoredFile seen = session.repository("files").file(path("1", "a")).orElseThrow();
        try (Publication publication = fixture.repository().publish()) {
            publication.change(APP).removeFile(path("1", "a"));
            publication.commit();
        }
        fixture.pass(Duration.ofDays(2));
        registry.maintenance().collectGarbage(Duration.ofDays(1));

        assertThatThrownBy(seen::open).isInstanceOf(ConflictException.class).hasMessageContaining("removed meanwhile");
        assertThat(session.entries()).isEmpty();
    }
}
