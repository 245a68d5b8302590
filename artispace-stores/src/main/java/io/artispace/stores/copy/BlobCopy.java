package io.artispace.stores.copy;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;

/** Copies a blob into another store, and hashes what it reads on the way: only the bytes that the name says are ever committed. */
public final class BlobCopy {
    /** What became of a copy. */
    public enum Outcome {
        /** The other store has the blob now. */
        COPIED,
        /** The blob was deleted meanwhile; nothing was copied. */
        GONE,
        /** The bytes do not agree with the digest; nothing was copied. */
        DAMAGED
    }

    private static final int BUFFER = 256 * 1024;

    private BlobCopy() {}

    /**
     * Copies a blob.
     *
     * @param blob what to copy
     * @param target where to
     * @return the outcome; a failure of the target is never reported as a blob that is gone or damaged
     * @throws IOException if either store fails
     */
    public static Outcome of(Blob blob, BlobStore target) throws IOException {
        try (InputStream in = inSource(blob::open);
                BlobUpload upload = target.beginUpload()) {
            if (!agrees(blob, in, upload::write)) {
                return Outcome.DAMAGED;
            }
            upload.commit(blob.digest());
            return Outcome.COPIED;
        } catch (NotWhole e) {
            return e.outcome;
        } catch (NoSuchFileException | EOFException e) {
            // Callers would take these exceptions for an answer about the blob.
            throw new IOException(
                    "The blob " + blob.digest() + " could not be stored where it was to be copied to; is"
                            + " the disk of that store mounted, and its directory for uploads there? " + e,
                    e);
        }
    }

    /**
     * Reads a blob to its end.
     *
     * @param blob what to read
     * @return whether its bytes are there and agree with its digest
     * @throws IOException if its store fails
     */
    public static boolean isSound(Blob blob) throws IOException {
        try (InputStream in = inSource(blob::open)) {
            return agrees(blob, in, piece -> piece.position(piece.limit()));
        } catch (NotWhole e) {
            return false;
        }
    }

    /** Takes all bytes that remain. */
    @FunctionalInterface
    private interface Sink {
        void write(ByteBuffer piece) throws IOException;
    }

    private static boolean agrees(Blob blob, InputStream in, Sink sink) throws IOException {
        MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, blob.size()))];
        for (int count = inSource(() -> in.read(buffer)); count >= 0; count = inSource(() -> in.read(buffer))) {
            sha256.update(buffer, 0, count);
            sink.write(ByteBuffer.wrap(buffer, 0, count));
        }
        return Digest.of(DigestAlgorithm.SHA256, sha256.digest()).equals(blob.digest());
    }

    /** What is done to the source. */
    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private static <T> T inSource(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            throw new NotWhole(Outcome.GONE, e);
        } catch (EOFException e) {
            throw new NotWhole(Outcome.DAMAGED, e);
        }
    }

    /** The source does not have the blob, or not all of it. */
    private static final class NotWhole extends IOException {
        private static final long serialVersionUID = 1L;
        private final Outcome outcome;

        NotWhole(Outcome outcome, IOException cause) {
            super(cause);
            this.outcome = outcome;
        }
    }
}
