package io.artispace.core.repository;

import io.artispace.blob.Digest;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.BlobRow.State;
import io.artispace.metadata.MetadataReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a publication's bytes durable before any row names them, safely beside a collection of garbage.
 *
 * <p>The collector deletes a blob's bytes only within a transaction that finds the blob's row condemned, and condemns only what nobody
 * touched for at least an hour. So a publisher is safe if, before it stores the bytes, the row is either absent (whoever adds it touches it) or
 * live and touched lately. Where it is not, the publisher touches or revives it first, in a transaction that the collector's cannot
 * overlap. In the common case, content never seen before, that costs one look-up and no write.
 */
final class BlobCommit {
    /** Half of the shortest grace period: a publisher has as long again from here to the commit of its rows. */
    private static final Duration FRESH = Duration.ofMinutes(30);

    private final Engine engine;
    private final Map<Digest, StagedContent> contents = new LinkedHashMap<>();

    BlobCommit(Engine engine, List<StagedContent> contents) {
        this.engine = engine;
        contents.forEach(content -> this.contents.putIfAbsent(content.digests().sha256(), content));
    }

    /** Returns the rows that a collection might condemn before this publication has named their blobs. */
    List<BlobRow> stale(MetadataReader reader) {
        Instant fresh = engine.now().minus(FRESH);
        List<BlobRow> rows = new ArrayList<>();
        for (Digest digest : contents.keySet()) {
            reader.findBlob(digest)
                    .filter(row -> row.state() != State.LIVE || row.touched().isBefore(fresh))
                    .ifPresent(rows::add);
        }
        return rows;
    }

    /**
     * Stores all contents. After return each is durable and readable under its digest.
     *
     * @param stale what {@link #stale} has just returned
     */
    void store(List<BlobRow> stale) {
        touch(stale);
        try {
            for (StagedContent content : contents.values()) {
                content.force();
            }
            List<Overlapped.Step> commits = new ArrayList<>();
            contents.values().forEach(content -> commits.add(content::store));
            Overlapped.run(commits, engine.blobs().commitsAtOnce());
        } catch (IOException e) {
            throw ContentSink.failed(e);
        }
    }

    private void touch(List<BlobRow> stale) {
        if (!stale.isEmpty()) {
            Instant now = engine.now();
            engine.metadata().write(writer -> {
                stale.forEach(row -> writer.putBlob(new BlobRow(row.digests(), row.size(), State.LIVE, now)));
                return null;
            });
        }
    }

    /** Gives rows to bytes that were stored for rows that were then refused, so that collection finds them. */
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
