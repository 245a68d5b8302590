package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.SessionRow;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about sessions and their ledgers. */
abstract class SessionRowsContract extends ProxyRowsContract {
    @Test
    final void sessionIsAddedSealedListedAndDeleted() {
        write(writer -> {
            writer.putSession(new SessionRow("build-2", TIME, false));
            writer.putSession(new SessionRow("build-1", TIME, false));
            writer.putSession(new SessionRow("build-2", LATER, true));
        });

        assertThat(rows().sessions())
                .containsExactly(new SessionRow("build-1", TIME, false), new SessionRow("build-2", TIME, true));
        assertThat(rows().findSession("build-2")).contains(new SessionRow("build-2", TIME, true));
        LedgerEntry kept = entry("npm", "a", 1, TIME, null);
        write(writer -> {
            writer.addLedgerEntry("build-1", kept);
            writer.addLedgerEntry("build-2", kept);
        });

        write(writer -> writer.deleteSession("build-2"));
        assertThat(rows().findSession("build-2")).isEmpty();
        assertThat(rows().sessions()).extracting(SessionRow::name).containsExactly("build-1");
        assertThat(rows().ledger("build-1")).containsExactly(kept);
        write(writer -> writer.deleteSession("build-2"));
    }

    @Test
    final void ledgerIsOrderedAndHoldsEachContentOfAPathOnce() {
        LedgerEntry first = entry("npm", "a/-/a-1.tgz", 1, TIME, null);
        LedgerEntry again = entry("npm", "a/-/a-1.tgz", 1, LATER, null);
        LedgerEntry other = entry("npm", "a/-/a-1.tgz", 2, LATER, URI.create("https://upstream.example/"));
        LedgerEntry before = entry("maven", "z/z.jar", 3, LATER, null);
        write(writer -> {
            writer.putSession(new SessionRow("build", TIME, false));
            List.of(other, first, again, before).forEach(entry -> writer.addLedgerEntry("build", entry));
        });

        assertThat(rows().ledger("build")).containsExactly(before, first, other);
        assertThat(rows().ledger("none")).isEmpty();
        write(writer -> writer.deleteSession("build"));
        assertThat(rows().ledger("build")).isEmpty();
    }

    @Test
    final void ledgerTellsWhichContentOfAPathWasServedLast() {
        LedgerEntry first = entry("npm", "a", 1, TIME, null);
        LedgerEntry other = entry("npm", "a", 2, LATER, null);
        LedgerEntry elsewhere = entry("maven", "a", 3, LATER.plusSeconds(9), null);
        LedgerEntry back = entry("npm", "a", 1, LATER.plusSeconds(1), null);
        LedgerEntry still = entry("npm", "a", 1, LATER.plusSeconds(2), null);
        write(writer -> writer.putSession(new SessionRow("build", TIME, false)));
        write(writer -> List.of(first, other, elsewhere, back, still, first)
                .forEach(entry -> writer.addLedgerEntry("build", entry)));

        assertThat(rows().ledger("build")).containsExactly(elsewhere, back, other);

        LedgerEntry otherAgain = entry("npm", "a", 2, LATER.plusSeconds(3), null);
        write(writer -> writer.addLedgerEntry("build", otherAgain));
        assertThat(rows().ledger("build")).containsExactly(elsewhere, back, otherAgain);
    }

    @Test
    final void blobOfALedgerIsNotCondemnedBeforeTheSessionIsDeleted() {
        write(writer -> {
            writer.putBlob(blob(digests(1)));
            writer.putSession(new SessionRow("build", TIME, false));
            writer.addLedgerEntry("build", entry("npm", "a", 1, TIME, null));
        });

        assertThat(condemn()).isEmpty();
        write(writer -> writer.deleteSession("build"));
        assertThat(condemn()).hasSize(1);
    }

    @Test
    final void sealedSessionStaysSealed() {
        write(writer -> {
            writer.putSession(new SessionRow("build", TIME, true));
            writer.putSession(new SessionRow("build", LATER, false));
        });

        assertThat(rows().findSession("build")).contains(new SessionRow("build", TIME, true));
        assertThat(store().<Optional<SessionRow>>write(writer -> writer.lockSession("build")))
                .contains(new SessionRow("build", TIME, true));
        assertThat(store().<Optional<SessionRow>>write(writer -> writer.holdSession("none")))
                .isEmpty();
    }

    @Test
    final void ledgerIsReadByPathsAndPagedByPath() {
        LedgerEntry first = entry("npm", "a", 1, TIME, null);
        LedgerEntry second = entry("npm", "a", 2, TIME, null);
        LedgerEntry other = entry("npm", "b/c", 1, TIME, URI.create("https://upstream.example/"));
        write(writer -> {
            writer.putSession(new SessionRow("build", TIME, false));
            writer.putSession(new SessionRow("else", TIME, false));
            List.of(first, second, other).forEach(entry -> writer.addLedgerEntry("build", entry));
            writer.addLedgerEntry("build", entry("maven", "a", 1, TIME, null));
            writer.addLedgerEntry("else", entry("npm", "a", 3, TIME, null));
        });

        assertThat(rows().ledger("build", "npm", List.of("a"))).containsExactlyInAnyOrder(first, second);
        List<String> many = IntStream.range(0, 700)
                .mapToObj(i -> i == 350 ? "b/c" : "p" + i)
                .toList();
        assertThat(rows().ledger("build", "npm", many)).containsExactly(other);
        assertThat(rows().ledger("build", "npm", List.of())).isEmpty();
        assertThat(rows().ledgerPaths("build", "npm", "", 1)).containsExactly("a");
        assertThat(rows().ledgerPaths("build", "npm", "a", 10)).containsExactly("b/c");
        assertThat(rows().ledgerPaths("none", "npm", "", 10)).isEmpty();
    }

    @Test
    final void sessionIsNotSealedWhileSomethingIsRecorded() throws Exception {
        write(writer -> writer.putSession(new SessionRow("build", TIME, false)));
        LedgerEntry entry = entry("npm", "a", 1, TIME, null);

        int sealedWith = waiting(
                writer -> assertThat(writer.holdSession("build")).isPresent(),
                sealer -> {
                    SessionRow row = sealer.lockSession("build").orElseThrow();
                    sealer.putSession(new SessionRow("build", row.created(), true));
                    return sealer.ledger("build").size();
                },
                writer -> writer.addLedgerEntry("build", entry));

        assertThat(sealedWith).isEqualTo(1);
    }

    @Test
    final void whoRecordsWhileASessionIsSealedFindsItSealed() throws Exception {
        write(writer -> writer.putSession(new SessionRow("build", TIME, false)));

        boolean sealed = waiting(
                writer -> assertThat(writer.lockSession("build")).isPresent(),
                recorder -> recorder.holdSession("build").orElseThrow().sealed(),
                writer -> writer.putSession(new SessionRow("build", TIME, true)));

        assertThat(sealed).isTrue();
    }

    @Test
    final void blobIsNotCondemnedWhileALedgerIsAboutToNameIt() throws Exception {
        write(writer -> {
            writer.putSession(new SessionRow("build", TIME, false));
            writer.putBlob(blob(digests(1)));
        });

        List<BlobRow> condemned = waiting(
                writer -> assertThat(writer.holdBlob(sha256(1))).contains(blob(digests(1))),
                collector -> collector.condemnBlobs(LATER, LATER, 10),
                writer -> writer.addLedgerEntry("build", entry("npm", "a", 1, TIME, null)));

        assertThat(condemned).isEmpty();
        assertThat(rows().findBlob(sha256(1)).orElseThrow().state()).isEqualTo(BlobRow.State.LIVE);
    }

    private List<BlobRow> condemn() {
        return store().write(writer -> writer.condemnBlobs(LATER, LATER, 10));
    }

    private static LedgerEntry entry(
            String repository, String path, int content, Instant served, @Nullable URI upstream) {
        return new LedgerEntry(
                repository, FilePath.of(path), new Origin("member", upstream), sha256(content), 7, served);
    }
}
