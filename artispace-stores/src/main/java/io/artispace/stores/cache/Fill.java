package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The fetch of one blob by all who read it. There is no leader: a reader that comes to the end of what is there brings the next piece, and
 * the others wait for that piece only. So a reader that is slow, or leaves, keeps nobody else waiting, and no thread is needed. A reader to
 * whom the origin fails, as it does to one that is interrupted, is told so, and the next one asks again for what is missing.
 *
 * <p>The last piece is handed out only after the digest of the whole was compared. If the local disk fails, or the origin fails twice at
 * the same place, the fetch is broken, and each reader goes on by itself: none waits while one after the other waits for an origin that
 * does not answer.
 *
 * <p>The monitor of this object guards the other fields that are not final. The one thread that has set {@code pulling} has its turn: it
 * uses {@link OriginPieces} and writes to the file without holding the monitor.
 */
final class Fill {
    /** How many read it, beginning with the one that began it. Guarded by {@link Fills}. */
    int readers = 1;

    private final Blob blob;
    private final Temporary file;
    private final CacheDirectory directory;
    private final OriginPieces origin;
    private boolean pulling;
    private boolean broken;
    private boolean keep = true;
    private boolean kept;
    private @Nullable String refusal;
    private long fetched;

    /** Where the origin failed last. */
    private long failedAt = -1;

    Fill(Blob blob, Temporary file, CacheDirectory directory) {
        this.blob = blob;
        this.file = file;
        this.directory = directory;
        this.origin = new OriginPieces(blob);
    }

    Digest digest() {
        return blob.digest();
    }

    /** Opens the origin, unless somebody has. */
    void begin() throws IOException {
        if (!takeTurn(0)) {
            return;
        }
        boolean opened = false;
        try {
            origin.open();
            opened = true;
        } finally {
            endTurn(0, !opened && failsAgain());
        }
    }

    /**
     * Reads some bytes.
     *
     * @return how many; 0 if the fetch is broken and the reader has to go on by itself
     */
    int read(byte[] bytes, int offset, int length, long position) throws IOException {
        if (takeTurn(position)) {
            return pull(bytes, offset, length);
        }
        long there;
        synchronized (this) {
            if (refusal != null) {
                throw new IOException(refusal);
            }
            there = fetched - position;
        }
        if (there <= 0) {
            // Broken; a reader may even be ahead, with a piece that could not be stored.
            return 0;
        }
        try {
            return Math.max(0, file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, there)), position));
        } catch (IOException e) {
            directory.failed(e);
            return 0;
        }
    }

    /** Waits until there is something behind a position, or it is this thread's turn to bring it. */
    private synchronized boolean takeTurn(long position) throws IOException {
        try {
            while (pulling && fetched <= position) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The read was interrupted.");
        }
        if (broken || refusal != null || fetched > position) {
            return false;
        }
        pulling = true;
        return true;
    }

    private synchronized void endTurn(int count, boolean broke) {
        pulling = false;
        fetched += count;
        broken |= broke;
        notifyAll();
    }

    /** Brings the next piece and reads from it. It is copied before the turn ends, since the next turn fills the same buffer. */
    private int pull(byte[] bytes, int offset, int length) throws IOException {
        boolean brought = false;
        int stored = 0;
        try {
            int count = origin.next();
            demandSound();
            brought = true;
            if (store()) {
                stored = count;
            }
            int given = Math.min(count, length);
            origin.piece().get(bytes, offset, given);
            return given;
        } finally {
            endTurn(stored, stored == 0 && (brought || failsAgain()));
        }
    }

    /** Notes that the origin failed in this turn; tells whether it did so at this place before. An interrupt is no failure of its. */
    private synchronized boolean failsAgain() {
        if (Thread.currentThread().isInterrupted()) {
            return false;
        }
        boolean again = failedAt == fetched;
        failedAt = fetched;
        return again;
    }

    private void demandSound() throws IOException {
        if (origin.isLast() && !origin.isSound()) {
            synchronized (this) {
                refusal = "The origin holds other bytes under " + digest() + "; verify and repair it.";
            }
            throw new IOException(refusal);
        }
    }

    /** Returns false if the local disk fails. */
    private boolean store() throws IOException {
        try {
            file.write(origin.piece(), fetched);
            if (origin.isLast()) {
                keepCopy();
                origin.close();
            }
            return true;
        } catch (IOException e) {
            directory.failed(e);
            return false;
        }
    }

    private synchronized void keepCopy() throws IOException {
        if (keep) {
            directory.keep(digest(), blob.size(), file);
            kept = true;
        }
    }

    /** Keeps this fetch from becoming a copy; if it has become one already, the caller has to remove that. */
    synchronized void doNotKeep() {
        keep = false;
    }

    /** Ends the fetch after the last reader left. */
    void end() throws IOException {
        synchronized (this) {
            if (!kept) {
                directory.release(blob.size());
            }
        }
        try {
            file.close();
        } catch (IOException e) {
            directory.failed(e);
        }
        origin.close();
    }
}
