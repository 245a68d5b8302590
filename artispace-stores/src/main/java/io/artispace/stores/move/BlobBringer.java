package io.artispace.stores.move;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.Digest;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.MetadataStore;
import io.artispace.stores.copy.BlobCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings bytes into the target, before any row there names them.
 *
 * <p>At first all that rows of the source name, in the order of digests, beside a listing of the target: so it costs no question for each blob to find out
 * what is there already, from an earlier attempt or anywhere. Afterwards those that new rows name.
 */
final class BlobBringer {
    private static final int PAGE = 500;

    private final MetadataStore metadata;
    private final BlobStore blobs;
    private final MetadataStore targetMetadata;
    private final BlobStore targetBlobs;
    private final Tally tally;

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
        try (Stream<Blob> listed = targetBlobs.list();
                SeveralAtOnce copies = new SeveralAtOnce(targetBlobs.commitsAtOnce())) {
            Listed there = new Listed(listed.iterator());
            String after = "";
            List<BlobRow> page;
            do {
                String from = after;
                page = metadata.read(reader -> reader.blobs(from, PAGE));
                bring(page, there, copies);
                after = page.isEmpty()
                        ? after
                        : page.get(page.size() - 1).digests().sha256().hex();
            } while (page.size() == PAGE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void bring(List<BlobRow> page, Listed there, SeveralAtOnce copies) throws IOException {
        List<BlobRow> live =
                page.stream().filter(row -> row.state() == State.LIVE).toList();
        for (BlobRow row : live) {
            if (there.has(row.digests().sha256(), row.size())) {
                tally.blobsChecked.incrementAndGet();
            } else {
                copies.run(() -> copy(row.digests().sha256()));
            }
            tally.step();
        }
        copies.await();
        putRows(live);
    }

    private void putRows(Collection<BlobRow> rows) {
        if (!rows.isEmpty()) {
            targetMetadata.write(writer -> {
                rows.forEach(writer::putBlob);
                return null;
            });
        }
    }

    /** Brings those of which the target has no live row yet: one that has a row there was brought before. */
    void bringNew(Set<BlobRow> rows) throws IOException {
        List<BlobRow> live = new ArrayList<>(
                rows.stream().filter(row -> row.state() == State.LIVE).toList());
        List<BlobRow> missing = targetMetadata.read(reader -> live.stream()
                .filter(row -> reader.findBlob(row.digests().sha256())
                        .filter(known -> known.state() == State.LIVE)
                        .isEmpty())
                .toList());
        bringEach(missing.stream().map(row -> row.digests().sha256()).toList());
    }

    /** Brings blobs whether they have rows or not. */
    void bringEach(Collection<Digest> digests) throws IOException {
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
        } else if (isStillLive(digest)) {
            tally.blobsMissing.incrementAndGet();
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
