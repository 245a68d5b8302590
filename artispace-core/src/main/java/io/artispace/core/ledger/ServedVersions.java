package io.artispace.core.ledger;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.ServedRepository;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.SessionRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Of which versions a file was served in sealed sessions. Such a ledger does not change any more, so what was read of it is kept. Thread-safe. */
final class ServedVersions {
    private static final int PAGE = 1_000;

    /** What a package with its set, and a version in that set, take in memory beside their characters, roughly. */
    private static final long PACKAGE = 300;

    private static final long VERSION = 100;

    private final Engine engine;

    /** One ledger is read at a time, so that however many ask for documents of a large one, its versions are in memory once. */
    private final Lock reading = new ReentrantLock();

    ServedVersions(Engine engine) {
        this.engine = engine;
    }

    /** The session's creation tells it from one of the same name that was deleted, and the repository's id likewise. */
    private record Key(String session, Instant created, long repositoryId) {}

    private record Index(Map<PackageName, Set<String>> versions) {
        Set<String> of(PackageName packageName) {
            return versions.getOrDefault(packageName, Set.of());
        }

        long weight() {
            long weight = 0;
            for (Map.Entry<PackageName, Set<String>> each : versions.entrySet()) {
                weight += PACKAGE + each.getKey().value().length();
                for (String version : each.getValue()) {
                    weight += VERSION + version.length();
                }
            }
            return weight;
        }
    }

    /** Returns the versions of a package of which a file was served in a sealed session, through this repository. */
    Set<String> of(SessionRow session, ServedRepository repository, PackageName packageName) {
        return index(session, repository).of(packageName);
    }

    /** Returns the packages of which a file of a version was served, ordered by name. */
    List<PackageName> packages(SessionRow session, ServedRepository repository) {
        return index(session, repository).versions().keySet().stream()
                .sorted(Comparator.comparing(PackageName::value))
                .toList();
    }

    private Index index(SessionRow session, ServedRepository repository) {
        Key key = new Key(session.name(), session.created(), repository.id());
        Optional<Index> kept = engine.cache().find(key, Index.class);
        if (kept.isPresent()) {
            return kept.get();
        }
        reading.lock();
        try {
            Optional<Index> now = engine.cache().find(key, Index.class);
            return now.orElseGet(() -> read(key, repository));
        } finally {
            reading.unlock();
        }
    }

    private Index read(Key key, ServedRepository repository) {
        Index index = engine.metadata()
                .read(reader -> read(reader, key.session(), repository.name(), repository.packageFormat()));
        engine.cache().put(key, index, index.weight());
        return index;
    }

    private static Index read(MetadataReader reader, String session, String repository, PackageFormat format) {
        Map<PackageName, Set<String>> versions = new HashMap<>();
        String after = "";
        List<String> page;
        do {
            page = reader.ledgerPaths(session, repository, after, PAGE);
            for (String path : page) {
                format.owner(FilePath.of(path)).ifPresent(owner -> {
                    String version = owner.version();
                    if (version != null) {
                        versions.computeIfAbsent(owner.packageName(), name -> new HashSet<>(2))
                                .add(version);
                    }
                });
                after = path;
            }
        } while (page.size() == PAGE);
        return new Index(versions);
    }
}
