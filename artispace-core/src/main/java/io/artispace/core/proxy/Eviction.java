package io.artispace.core.proxy;

import io.artispace.InvalidInputException;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.Quote;
import io.artispace.core.engine.Engine;
import io.artispace.core.engine.Moments;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.FileUseRow;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops cached files of one proxy, the longest unused first, a hundred at a time. */
final class Eviction {
    private static final int BATCH = 100;

    private final Engine engine;
    private final long repositoryId;
    private final String proxy;
    private final Uses uses;

    Eviction(Engine engine, long repositoryId, String proxy, Uses uses) {
        this.engine = engine;
        this.repositoryId = repositoryId;
        this.proxy = proxy;
        this.uses = uses;
    }

    Evicted run(long maxBytes, Duration unusedFor) {
        if (maxBytes < 0 || unusedFor.isNegative()) {
            throw new InvalidInputException("Cannot evict from " + Quote.of(proxy) + " down to " + maxBytes
                    + " bytes, unused for " + unusedFor + ": neither may be negative.");
        }
        uses.flush();
        Instant unusedSince = unusedFor.isZero() ? Instant.MIN : Moments.before(engine.now(), unusedFor);
        long stored = engine.metadata().read(reader -> reader.storedBytes(repositoryId));
        long files = 0;
        long bytes = 0;
        while (true) {
            long left = stored;
            Batch batch = engine.metadata().write(writer -> evictBatch(writer, left, maxBytes, unusedSince));
            engine.listeners().tell(batch.events());
            files += batch.events().size();
            bytes += batch.bytes();
            stored = batch.stored();
            if (batch.last()) {
                return new Evicted(files, bytes);
            }
        }
    }

    /**
     * A part of an eviction.
     *
     * @param events of the files that it dropped
     * @param bytes their sizes together
     * @param stored how many bytes are left
     * @param last whether nothing more is to be dropped
     */
    private record Batch(List<RegistryEvent> events, long bytes, long stored, boolean last) {}

    private Batch evictBatch(MetadataWriter writer, long stored, long maxBytes, Instant unusedSince) {
        List<RegistryEvent> events = new ArrayList<>();
        long bytes = 0;
        long left = stored;
        List<FileUseRow> uses = writer.leastRecentlyUsed(repositoryId, BATCH);
        for (FileUseRow use : uses) {
            if (left <= maxBytes && !use.used().isBefore(unusedSince)) {
                return new Batch(events, bytes, left, true);
            }
            Optional<RegistryEvent> dropped = drop(writer, use);
            dropped.ifPresent(events::add);
            bytes += dropped.isPresent() ? use.file().size() : 0;
            left -= use.file().size();
        }
        return new Batch(events, bytes, left, uses.size() < BATCH);
    }

    /** Drops a file; empty if another process, which evicts at the same time, has dropped it before its package was locked here. */
    private Optional<RegistryEvent> drop(MetadataWriter writer, FileUseRow use) {
        PackageRow row = writer.lockPackage(repositoryId, use.packageName(), engine.now());
        boolean there = writer.findFile(repositoryId, use.file().path())
                .filter(file -> file.isLive() && file.id() == use.file().id())
                .isPresent();
        if (!there) {
            return Optional.empty();
        }
        long revision = row.revision() + 1;
        writer.removeFile(use.file().id(), revision, engine.now());
        writer.updatePackage(new PackageRow(
                row.id(), repositoryId, row.name(), revision, row.created(), row.modified(), row.attributes()));
        return Optional.of(writer.appendEvent(new RegistryEvent(
                0,
                engine.now(),
                Type.FILE_EVICTED,
                proxy,
                row.name(),
                null,
                use.file().path(),
                "host")));
    }
}
