package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.Quote;
import io.artispace.core.repository.Engine;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
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
    private final PackageFormat format;
    private final Uses uses;

    Eviction(Engine engine, long repositoryId, String proxy, PackageFormat format, Uses uses) {
        this.engine = engine;
        this.repositoryId = repositoryId;
        this.proxy = proxy;
        this.format = format;
        this.uses = uses;
    }

    Evicted run(long maxBytes, Duration unusedFor) {
        if (maxBytes < 0 || unusedFor.isNegative()) {
            throw new InvalidInputException("Cannot evict from " + Quote.of(proxy) + " down to " + maxBytes
                    + " bytes, unused for " + unusedFor + ": neither may be negative.");
        }
        uses.flush();
        Instant unusedSince = unusedFor.isZero() ? Instant.MIN : engine.now().minus(unusedFor);
        long files = 0;
        long bytes = 0;
        while (true) {
            Evicted batch = engine.metadata().write(writer -> evictBatch(writer, maxBytes, unusedSince));
            files += batch.files();
            bytes += batch.bytes();
            if (batch.files() < BATCH) {
                return new Evicted(files, bytes);
            }
        }
    }

    private Evicted evictBatch(MetadataWriter writer, long maxBytes, Instant unusedSince) {
        long stored = writer.storedBytes(repositoryId);
        List<FileUseRow> dropped = new ArrayList<>();
        long bytes = 0;
        for (FileUseRow use : writer.leastRecentlyUsed(repositoryId, BATCH)) {
            if (stored - bytes <= maxBytes && !use.used().isBefore(unusedSince)) {
                break;
            }
            dropped.add(use);
            bytes += use.file().size();
        }
        dropped.forEach(use -> drop(writer, use.file()));
        return new Evicted(dropped.size(), bytes);
    }

    private void drop(MetadataWriter writer, FileRow file) {
        String name = format.owner(FilePath.of(file.path()))
                .map(owner -> owner.packageName().value())
                .orElseThrow(() -> new IllegalStateException("A proxy holds the file of no package: " + file.path()));
        PackageRow row = writer.lockPackage(repositoryId, name, engine.now());
        long revision = row.revision() + 1;
        writer.removeFile(file.id(), revision, engine.now());
        writer.updatePackage(new PackageRow(
                row.id(), repositoryId, row.name(), revision, row.created(), row.modified(), row.attributes()));
        writer.appendEvent(
                new RegistryEvent(0, engine.now(), Type.FILE_EVICTED, proxy, name, null, file.path(), "host"));
    }
}
