package io.artispace.core.maintenance;

import io.artispace.Maintenance.Finding;
import io.artispace.Maintenance.Problem;
import io.artispace.Maintenance.Progress;
import io.artispace.Maintenance.Verification;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.core.content.BlobFailures;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Compares rows with bytes, in both directions. */
final class Verifier {
    private static final int PAGE = 500;
    private static final int MAX_FINDINGS = 10_000;

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final List<Finding> findings = new ArrayList<>();
    private long checked;
    private long bytes;

    Verifier(MetadataStore metadata, BlobStore blobs) {
        this.metadata = metadata;
        this.blobs = blobs;
    }

    Verification verify(Progress progress) {
        try {
            boolean cancelled = !checkNamed(progress);
            if (!cancelled) {
                addOrphans();
            }
            return new Verification(checked, findings, cancelled);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Checks all bytes that rows name; returns false if that was cancelled. */
    private boolean checkNamed(Progress progress) throws IOException {
        String after = "";
        List<BlobRow> page;
        do {
            String from = after;
            page = metadata.read(reader -> reader.blobs(from, PAGE));
            for (BlobRow row : page) {
                after = row.digests().sha256().hex();
                if (row.state() == State.LIVE) {
                    check(row);
                    if (!progress.advanced(checked, bytes)) {
                        return false;
                    }
                }
            }
        } while (page.size() == PAGE);
        return true;
    }

    private void addOrphans() throws IOException {
        String detail = knowsAny()
                ? "Stored and named by no row; repair() hands it to the next collection."
                : "Stored and named by no row, as all that is there: if there is more of these, the database was lost, or is another registry's;"
                        + " restore it from a backup. repair() leaves them alone.";
        forEachOrphan(blob -> add(Problem.ORPHANED, blob.digest(), detail));
    }

    /**
     * Gives rows to bytes that have none, so that collection treats them like any blob that nothing refers to. It does nothing if no row
     * names any bytes: the database may have been lost and created anew, and the bytes must not be deleted then.
     */
    void adoptOrphans(Instant now) {
        if (!knowsAny()) {
            return;
        }
        try {
            forEachOrphan(blob -> metadata.write(writer -> {
                Optional<BlobRow> row = writer.findBlob(blob.digest());
                if (row.isEmpty() || row.get().state() == State.DELETED) {
                    Digests digests = new Digests(blob.digest(), null, null, null);
                    writer.putBlob(new BlobRow(digests, blob.size(), State.LIVE, now));
                }
                return null;
            }));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private boolean knowsAny() {
        return metadata.read(reader -> !reader.blobs("", 1).isEmpty());
    }

    private void check(BlobRow row) throws IOException {
        checked++;
        bytes += row.size();
        Digest digest = row.digests().sha256();
        Optional<Blob> blob = blobs.find(digest);
        try {
            if (blob.isEmpty()) {
                throw new NoSuchFileException(digest.hex());
            }
            if (blob.get().size() != row.size() || !digest(blob.get()).equals(digest)) {
                add(
                        Problem.CORRUPT,
                        digest,
                        "The stored bytes do not agree with their digest; restore them from a backup.");
            }
        } catch (NoSuchFileException e) {
            if (isStillLive(digest)) {
                add(Problem.MISSING, digest, "The bytes are not in the blob store; restore them from a backup.");
            }
        } catch (IOException e) {
            throw BlobFailures.unread("the bytes of " + digest + " to verify them", e);
        }
    }

    /** A collection may have deleted it since the page was read. */
    private boolean isStillLive(Digest digest) {
        return metadata.read(reader -> reader.findBlob(digest))
                .filter(row -> row.state() == State.LIVE)
                .isPresent();
    }

    private void forEachOrphan(Consumer<Blob> action) throws IOException {
        try (Stream<Blob> stored = blobs.list()) {
            Iterator<Blob> all = stored.iterator();
            while (all.hasNext()) {
                Blob blob = all.next();
                boolean known = metadata.read(reader -> reader.findBlob(blob.digest()))
                        .filter(row -> row.state() != State.DELETED)
                        .isPresent();
                if (!known) {
                    action.accept(blob);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Digest digest(Blob blob) throws IOException {
        try (InputStream in = blob.open()) {
            MessageDigest sha256 = blob.digest().algorithm().newMessageDigest();
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
            }
            return Digest.of(blob.digest().algorithm(), sha256.digest());
        }
    }

    private void add(Problem problem, Digest digest, String detail) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(new Finding(problem, digest, detail));
        }
    }

    private static StorageFailedException failed(IOException cause) {
        return BlobFailures.unread("the blobs of the registry to verify them", cause);
    }
}
