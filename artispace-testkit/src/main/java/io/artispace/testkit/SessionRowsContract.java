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
        write(writer -> writer.deleteSession("build-2"));
        assertThat(rows().findSession("build-2")).isEmpty();
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

    private List<BlobRow> condemn() {
        return store().write(writer -> writer.condemnBlobs(LATER, LATER, 10));
    }

    private static LedgerEntry entry(
            String repository, String path, int content, Instant served, @Nullable URI upstream) {
        return new LedgerEntry(
                repository, FilePath.of(path), new Origin("member", upstream), sha256(content), 7, served);
    }
}
