package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fetch of one blob by all who read it. There is no leader: whoever comes to the end of what is there brings the next piece, and the
 * others wait for that piece only. So a reader who is slow, or leaves, keeps nobody else waiting, and no thread is needed.
 *
 * <p>The last piece is handed out only after the digest of all was compared. If the local disk fails, the fetch is broken: each reader goes on by itself.
 *
 * <p>The monitor of this object guards the state; the one thread that has set {@code pulling} uses the origin, the digest and the piece without
 * it.
 */
final class Fill {
    private static final int PIECE = 128 * 1024;

    /** Guarded by {@link Fills}; who begins a fetch is its first reader. */
    int readers = 1;

    private final Blob blob;
    private final CacheFiles.Temporary file;
    private final CacheDirectory directory;
    private final MessageDigest sha256 = sha256();
    private final byte[] piece;
    private @Nullable InputStream origin;
    private boolean pulling;
    private boolean broken;
    private boolean keep = true;
    private boolean kept;
    private @Nullable String refusal;
    private long fetched;

    Fill(Blob blob, CacheFiles.Temporary file, CacheDirectory directory) {
        this.blob = blob;
        this.file = file;
        this.directory = directory;
        this.piece = new byte[(int) Math.min(PIECE, blob.size())];
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    Digest digest() {
        return blob.digest();
    }

    /** Opens the origin, unless somebody has. */
    void begin() throws IOException {
        if (!takeTurn(0)) {
            return;
        }
        boolean opened = origin != null;
        try {
            if (!opened) {
                origin = blob.open();
                opened = true;
            }
        } finally {
            endTurn(0, !opened);
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
            return Math.max(
                    0, file.channel().read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, there)), position));
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

    /** Copies before the turn ends: the next one fills the same piece. */
    private int pull(byte[] bytes, int offset, int length) throws IOException {
        int count = 0;
        boolean stored = false;
        try {
            count = fetchPiece();
            stored = store(count);
            int given = Math.min(count, length);
            System.arraycopy(piece, 0, bytes, offset, given);
            return given;
        } finally {
            endTurn(stored ? count : 0, !stored);
        }
    }

    private int fetchPiece() throws IOException {
        InputStream in = origin;
        int count = in == null ? -1 : in.read(piece, 0, (int) Math.min(piece.length, blob.size() - fetched));
        if (count < 0) {
            throw new EOFException("The origin ended before the last byte of " + digest() + ".");
        }
        sha256.update(piece, 0, count);
        return count;
    }

    private boolean store(int count) throws IOException {
        boolean last = fetched + count == blob.size();
        if (last && !Arrays.equals(sha256.digest(), digest().bytes())) {
            synchronized (this) {
                refusal = "The origin holds other bytes under " + digest() + "; verify and repair it.";
            }
            throw new IOException(refusal);
        }
        try {
            ByteBuffer source = ByteBuffer.wrap(piece, 0, count);
            long position = fetched;
            while (source.hasRemaining()) {
                position += file.channel().write(source, position);
            }
            if (last) {
                keepCopy();
                closeOrigin();
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

    /** Sees to it that no copy comes of this; one that has become is for the caller to remove. */
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
        closeOrigin();
    }

    private void closeOrigin() throws IOException {
        InputStream opened = origin;
        origin = null;
        if (opened != null) {
            opened.close();
        }
    }
}
