package io.artispace.core.ledger;

import io.artispace.ConflictException;
import io.artispace.FileView;
import io.artispace.Origin;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.Recorder;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.time.Instant;

/** Writes the ledger of one session, before the bytes go out: what is not written down was not served. */
record LedgerRecorder(Engine engine, SessionRow session) implements Recorder {
    /** What is known to be written down; the session's creation tells it from one of the same name that was deleted. */
    private record Written(String session, Instant created, String repository, String path, Digest sha256) {}

    @Override
    public void served(String repository, FileView file, Origin origin) {
        Digest sha256 = file.digests().sha256();
        Written written = new Written(
                session.name(), session.created(), repository, file.path().value(), sha256);
        if (engine.cache().holds(written)) {
            return;
        }
        LedgerEntry entry = new LedgerEntry(repository, file.path(), origin, sha256, file.size(), engine.now());
        engine.metadata().write(writer -> {
            SessionRow now = writer.findSession(session.name())
                    .filter(row -> !row.sealed())
                    .orElseThrow(() -> new ConflictException("Cannot serve " + Quote.of(file.path())
                            + " in the session " + Quote.of(session.name())
                            + ": it was sealed or deleted meanwhile. Open another session."));
            writer.addLedgerEntry(now.name(), entry);
            return null;
        });
        engine.cache().remember(written);
    }
}
