package io.artispace.core.upstream;

import io.artispace.InvalidInputException;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.Quote;
import io.artispace.core.policy.Moments;
import io.artispace.core.repository.Engine;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.FileUseRow;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
            long left = stored - bytes;
            Batch batch = engine.metadata().write(writer -> evictBatch(writer, left, maxBytes, unusedSince));
            engine.listeners().tell(batch.events());
            files += batch.events().size();
            bytes += batch.bytes();
            if (batch.events().size() < BATCH) {
                return new Evicted(files, bytes);
            }
        }
    }

    private record Batch(List<RegistryEvent> events, long bytes) {}

    private Batch evictBatch(MetadataWriter writer, long stored, long maxBytes, Instant unusedSince) {
        List<RegistryEvent> events = new ArrayList<>();
        long bytes = 0;
        for (FileUseRow use : writer.leastRecentlyUsed(repositoryId, BATCH)) {
            if (stored - bytes <= maxBytes && !use.used().isBefore(unusedSince)) {
                break;
            }
            events.add(drop(writer, use));
            bytes += use.file().size();
        }
        return new Batch(events, bytes);
    }

    private RegistryEvent drop(MetadataWriter writer, FileUseRow use) {
        PackageRow row = writer.lockPackage(repositoryId, use.packageName(), engine.now());
        long revision = row.revision() + 1;
        writer.removeFile(use.file().id(), revision, engine.now());
        writer.updatePackage(new PackageRow(
                row.id(), repositoryId, row.name(), revision, row.created(), row.modified(), row.attributes()));
        return writer.appendEvent(new RegistryEvent(
                0,
                engine.now(),
                Type.FILE_EVICTED,
                proxy,
                row.name(),
                null,
                use.file().path(),
                "host"));
    }
}
