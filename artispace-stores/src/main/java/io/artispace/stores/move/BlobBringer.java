package io.artispace.stores.move;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.stores.copy.BlobCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Brings bytes into the target, before any row there names them.
 *
 * <p>It begins with all blobs that rows of the source name, in the order of digests, and reads a listing of the target beside it: so
 * what is there already need not be asked for each blob. Afterwards it brings those that new rows name. A blob that could not be
 * brought is tried again whenever a row names it, and for the last time while writers wait.
 */
final class BlobBringer {
    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final MetadataStore targetMetadata;
    private final BlobStore targetBlobs;
    private final Tally tally;

    /**
     * Blobs of which the target has a row but not the bytes: the source did not have them when they were to be brought, or a collection was
     * deleting them.
     */
    private final Set<Digest> notBrought = ConcurrentHashMap.newKeySet();

    BlobBringer(
            MetadataStore metadata, BlobStore blobs, MetadataStore targetMetadata, BlobStore targetBlobs, Tally tally) {
        this.metadata = metadata;
        this.blobs = blobs;
        this.targetMetadata = targetMetadata;
        this.targetBlobs = targetBlobs;
        this.tally = tally;
    }

    /** Brings all that the source has a live row for, and the rows with them. */
    void bringAll() throws IOException {
        try (SeveralAtOnce copies = new SeveralAtOnce(targetBlobs.commitsAtOnce())) {
            forEachPage(targetMetadata, this::distrust);
            forEachPage(metadata, (page, there) -> bring(page, there, copies));
        }
    }

    /** Handles rows in the order of digests, beside what the target lists. */
    @FunctionalInterface
    private interface Beside {
        void run(List<BlobRow> live, Listed there) throws IOException;
    }

    private void forEachPage(MetadataStore rows, Beside work) throws IOException {
        try (Stream<Blob> listed = targetBlobs.list()) {
            Listed there = new Listed(listed.iterator());
            Pages.forEach(
                    rows,
                    "",
                    MetadataReader::blobs,
                    row -> row.digests().sha256().hex(),
                    (page, after) -> work.run(
                            page.stream()
                                    .filter(row -> row.state() == State.LIVE)
                                    .toList(),
                            there));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Notes blobs that an earlier attempt could not bring although it left their rows, and of which the source has no row any more. */
    private void distrust(List<BlobRow> live, Listed there) {
        for (BlobRow row : live) {
            if (!there.has(row.digests().sha256(), row.size())) {
                notBrought.add(row.digests().sha256());
            }
        }
        tally.step();
    }

    private void bring(List<BlobRow> live, Listed there, SeveralAtOnce copies) throws IOException {
        for (BlobRow row : live) {
            if (there.has(row.digests().sha256(), row.size())) {
                tally.blobsChecked.incrementAndGet();
            } else {
                copies.run(() -> copy(row.digests().sha256()));
            }
            tally.step();
        }
        copies.await();
        putRows(live.stream()
                .filter(row -> !isCollected(row.digests().sha256()))
                .toList());
    }

    private boolean isCollected(Digest digest) {
        return notBrought.contains(digest) && !tally.blobsMissing.contains(digest);
    }

    private void putRows(Collection<BlobRow> rows) {
        if (!rows.isEmpty()) {
            targetMetadata.write(writer -> {
                rows.forEach(writer::putBlob);
                return null;
            });
        }
    }

    /** Brings those of which the target has no live row yet, and those that could not be brought before and are published anew. */
    void bringNew(Set<BlobRow> rows) throws IOException {
        List<BlobRow> live = new ArrayList<>(
                rows.stream().filter(row -> row.state() == State.LIVE).toList());
        List<BlobRow> missing = targetMetadata.read(reader -> live.stream()
                .filter(row -> notBrought.contains(row.digests().sha256())
                        || reader.findBlob(row.digests().sha256())
                                .filter(known -> known.state() == State.LIVE)
                                .isEmpty())
                .toList());
        bringEach(missing.stream().map(row -> row.digests().sha256()).toList());
    }

    /**
     * Brings blobs whether they have rows or not, and those that could not be brought before: a publication may have repaired a damaged
     * blob without changing a row.
     */
    void bringRest(Collection<Digest> digests) throws IOException {
        Set<Digest> rest = new HashSet<>(notBrought);
        rest.addAll(digests);
        bringEach(rest);
    }

    private void bringEach(Collection<Digest> digests) throws IOException {
        if (digests.isEmpty()) {
            return;
        }
        try (SeveralAtOnce copies = new SeveralAtOnce(targetBlobs.commitsAtOnce())) {
            for (Digest digest : Set.copyOf(digests)) {
                copies.run(() -> copy(digest));
                tally.step();
            }
            copies.await();
        }
    }

    private void copy(Digest digest) throws IOException {
        Optional<Blob> blob = blobs.find(digest);
        if (blob.isPresent() && BlobCopy.of(blob.get(), targetBlobs) == BlobCopy.Outcome.COPIED) {
            tally.blobsCopied.incrementAndGet();
            tally.bytesCopied.addAndGet(blob.get().size());
            tally.blobsChecked.incrementAndGet();
            notBrought.remove(digest);
            tally.blobsMissing.remove(digest);
        } else {
            notBrought.add(digest);
            if (isStillLive(digest)) {
                tally.blobsMissing.add(digest);
            } else {
                tally.blobsMissing.remove(digest);
            }
        }
    }

    /** A collection may have deleted it since its row was read. */
    private boolean isStillLive(Digest digest) {
        return metadata.read(reader -> reader.findBlob(digest))
                .filter(row -> row.state() == State.LIVE)
                .isPresent();
    }

    /** What the target lists, asked for in the same order. */
    private static final class Listed {
        private final Iterator<Blob> blobs;
        private Optional<Blob> next = Optional.empty();

        Listed(Iterator<Blob> blobs) {
            this.blobs = blobs;
        }

        boolean has(Digest digest, long size) {
            while (blobs.hasNext()
                    && next.filter(blob -> isBehindOrAt(blob, digest)).isEmpty()) {
                next = Optional.of(blobs.next());
            }
            return next.filter(blob -> blob.digest().equals(digest) && blob.size() == size)
                    .isPresent();
        }

        private static boolean isBehindOrAt(Blob blob, Digest digest) {
            return blob.digest().hex().compareTo(digest.hex()) >= 0;
        }
    }
}
