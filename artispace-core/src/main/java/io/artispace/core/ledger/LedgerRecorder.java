package io.artispace.core.ledger;

import io.artispace.ConflictException;
import io.artispace.FileView;
import io.artispace.Origin;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.core.engine.Engine;
import io.artispace.core.repository.Recorder;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.SessionRow;
import java.time.Instant;

/** Writes the ledger of one session, before the bytes go out: nothing is served that is not written down. */
record LedgerRecorder(Engine engine, SessionRow session) implements Recorder {
    /**
     * The key under which the digest is cached that was written down last for a path. The session's time of creation tells it from a
     * deleted one of the same name. What another process wrote down since is not known here: if two processes serve different bytes of a
     * path in turns, the last change counts.
     */
    private record Place(String session, Instant created, String repository, String path) {}

    @Override
    public void served(String repository, FileView file, Origin origin) {
        Digest sha256 = file.digests().sha256();
        Place place = new Place(
                session.name(), session.created(), repository, file.path().value());
        if (engine.cache().find(place, Digest.class).filter(sha256::equals).isPresent()) {
            return;
        }
        LedgerEntry entry = new LedgerEntry(repository, file.path(), origin, sha256, file.size(), engine.now());
        engine.metadata().write(writer -> {
            boolean open = writer.holdSession(session.name())
                    .filter(row -> !row.sealed() && row.created().equals(session.created()))
                    .isPresent();
            if (!open) {
                throw refused(file, "the session was sealed or deleted meanwhile. Open another session.");
            }
            // From here on no collection takes the bytes.
            boolean live = writer.holdBlob(sha256)
                    .filter(blob -> blob.state() == BlobRow.State.LIVE)
                    .isPresent();
            if (!live) {
                throw refused(file, "it was removed meanwhile, and its bytes are being deleted. Ask for it again.");
            }
            writer.addLedgerEntry(session.name(), entry);
            return null;
        });
        engine.cache().put(place, sha256, 0);
    }

    private ConflictException refused(FileView file, String why) {
        return new ConflictException(
                "Cannot serve " + Quote.of(file.path()) + " in the session " + Quote.of(session.name()) + ": " + why);
    }
}
