package io.artispace.core.publication;

import io.artispace.StorageFailedException;
import io.artispace.blob.Digest;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.content.StagedContent;
import io.artispace.core.engine.Engine;
import io.artispace.core.steps.Overlapped;
import io.artispace.core.steps.Step;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a publication's bytes durable before any row names them, safely beside a collection of garbage.
 *
 * <p>The collector deletes a blob's bytes only within a transaction that finds the blob's row condemned, and condemns only what nobody
 * touched, and no present file named, for at least an hour. So a publisher is safe if, before it stores the bytes, the row is absent or
 * says that they were deleted (adding or reviving it touches it), or is live and either touched lately or named by the very file that is
 * published again. Otherwise the publisher first touches the row or, if it is condemned, ends that, in a transaction that cannot overlap
 * the collector's. In the common case of content that was never seen before, this costs one look-up and no write.
 *
 * <p>This protects the bytes for a limited time. A publisher that takes longer, or whose process was suspended, looks again before it
 * writes rows, and gives up if it is too late even then.
 *
 * <p>Used by one thread.
 */
final class BlobCommit {
    /** Half of the shortest grace period: so from its look at the row, a publisher has the other half to write its rows. */
    private static final Duration FRESH = Duration.ofMinutes(30);

    /** After this time, the publisher looks again. What is left until {@link #LATEST} is more than it takes to write rows. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /** After this time, the publisher gives up. What is left until {@link #FRESH} allows for the clocks of other processes. */
    private static final Duration LATEST = Duration.ofMinutes(25);

    private final Engine engine;
    private final Map<Digest, StagedContent> contents = new LinkedHashMap<>();
    private Instant looked;
    private Set<Digest> named = Set.of();

    /** Begins: what {@link #stale} reads has to be read after this. */
    BlobCommit(Engine engine, List<StagedContent> contents) {
        this.engine = engine;
        this.looked = engine.now();
        for (StagedContent content : contents) {
            this.contents.putIfAbsent(content.digests().sha256(), content);
        }
    }

    /**
     * Returns the rows that a collection might condemn before this publication has named their blobs.
     *
     * @param nowNamed the blobs that files name which are there now
     */
    List<BlobRow> stale(MetadataReader reader, Set<Digest> nowNamed) {
        named = nowNamed;
        List<BlobRow> rows = new ArrayList<>();
        for (Digest digest : contents.keySet()) {
            if (!named.contains(digest)) {
                reader.findBlob(digest).filter(this::isStale).ifPresent(rows::add);
            }
        }
        return rows;
    }

    /** The blobs that files named when they were last looked for. */
    Set<Digest> named() {
        return named;
    }

    private boolean isStale(BlobRow row) {
        return switch (row.state()) {
            case LIVE -> row.touched().isBefore(looked.minus(FRESH));
            case CONDEMNED -> true;
            // Nobody will delete what is stored now, and until it is, the row must not say that it is there.
            case DELETED -> false;
        };
    }

    /**
     * Stores all contents. After return each is durable and readable under its digest.
     *
     * @param stale what {@link #stale} has just returned
     * @throws StorageFailedException if it took so long that some were collected meanwhile, or if the store fails
     */
    void store(List<BlobRow> stale) {
        storeAll(stale);
        Instant now = engine.now();
        if (!contents.isEmpty() && now.isAfter(looked.plus(LOOK_AGAIN))) {
            looked = now;
            storeAll(engine.metadata().look(reader -> stale(reader, Set.of())));
        }
    }

    private void storeAll(List<BlobRow> stale) {
        touch(stale);
        try {
            for (StagedContent content : contents.values()) {
                content.force();
            }
            List<Step> commits = new ArrayList<>();
            for (StagedContent content : contents.values()) {
                commits.add(content::store);
            }
            Overlapped.run(commits, engine.blobs().commitsAtOnce());
        } catch (IOException e) {
            throw BlobFailures.unstored(e);
        }
    }

    private void touch(List<BlobRow> stale) {
        if (!stale.isEmpty()) {
            Instant now = engine.now();
            engine.metadata().write(writer -> {
                for (BlobRow seen : stale) {
                    writer.findBlob(seen.digests().sha256()).ifPresent(row -> touch(row, now, writer));
                }
                return null;
            });
        }
    }

    private static void touch(BlobRow row, Instant now, MetadataWriter writer) {
        if (row.state() == State.LIVE) {
            writer.putBlob(new BlobRow(row.digests(), row.size(), State.LIVE, now));
        } else if (row.state() == State.CONDEMNED) {
            // Its bytes may be gone: the row must not say that they are there before they are stored.
            writer.forgetBlob(row.digests().sha256());
        }
    }

    /**
     * Fails if it is too late. Called at the end of the transaction that writes the rows: until it ends, nobody condemns a blob whose row
     * it wrote, but somebody may have condemned one before.
     *
     * @throws StorageFailedException if it is too late
     */
    void demandInTime() {
        if (!contents.isEmpty() && engine.now().isAfter(looked.plus(LATEST))) {
            throw new StorageFailedException(
                    "Cannot publish: from storing the bytes to writing their names more than "
                            + LATEST.toMinutes()
                            + " minutes went by, so a collection of garbage may have deleted them. Nothing was published; publish again.");
        }
    }

    /** Gives rows to the stored bytes of a publication that was refused afterwards, so that collection finds them. */
    void leaveToCollection() {
        if (!contents.isEmpty()) {
            engine.metadata().write(writer -> {
                contents.values()
                        .forEach(content -> writer.putBlob(
                                new BlobRow(content.digests(), content.size(), State.LIVE, engine.now())));
                return null;
            });
        }
    }
}
