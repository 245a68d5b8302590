package io.artispace.core.ledger;

import io.artispace.PackageName;
import io.artispace.core.engine.Engine;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.view.Rows;
import io.artispace.format.PackageFormat;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.SessionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells of which versions a sealed session served a file, and from where. The ledger of a sealed session does not change any more, so
 * what was read of it is cached. Thread-safe.
 */
final class ServedVersions {
    private static final int PAGE = 1_000;

    /** Roughly how many bytes a package with its sets, and a version in one of them, take in memory beside their characters. */
    private static final long PACKAGE = 500;

    private static final long VERSION = 100;

    private final Engine engine;

    /**
     * Lets one thread at a time read a ledger, so that the versions of a large one are in memory once, however many ask for its documents.
     */
    private final Lock reading = new ReentrantLock();

    ServedVersions(Engine engine) {
        this.engine = engine;
    }

    /** The session's creation tells it from one of the same name that was deleted, and the repository's id likewise. */
    private record Key(String session, Instant created, long repositoryId) {}

    /** What was served of one package, and when the last of it was. */
    private record Served(Set<String> versions, Set<String> members, Instant last) {
        static final Served NOTHING = new Served(Set.of(), Set.of(), Instant.MIN);

        static Served of(String version, LedgerEntry entry) {
            Set<String> versions = new HashSet<>(2);
            versions.add(version);
            Set<String> members = new HashSet<>(2);
            members.add(entry.origin().repository());
            return new Served(versions, members, entry.served());
        }

        /** Adds what was served later or earlier; uses up both. */
        Served and(Served other) {
            versions.addAll(other.versions());
            members.addAll(other.members());
            return last.isBefore(other.last()) ? new Served(versions, members, other.last()) : this;
        }
    }

    private record Index(Map<PackageName, Served> packages) {
        Served of(PackageName packageName) {
            return packages.getOrDefault(packageName, Served.NOTHING);
        }

        long weight() {
            long weight = 0;
            for (Map.Entry<PackageName, Served> each : packages.entrySet()) {
                weight += PACKAGE + each.getKey().value().length();
                for (String version : each.getValue().versions()) {
                    weight += VERSION + version.length();
                }
            }
            return weight;
        }
    }

    /** Returns the versions of a package of which a file was served in a sealed session, through this repository. */
    Set<String> of(SessionRow session, ServedRepository repository, PackageName packageName) {
        return index(session, repository).of(packageName).versions();
    }

    /** Returns the repositories that the files of a package were served from in a sealed session, through this repository. */
    Set<String> members(SessionRow session, ServedRepository repository, PackageName packageName) {
        return index(session, repository).of(packageName).members();
    }

    /** Returns when the last file of a package was served in a sealed session, through this repository; empty if none was. */
    Optional<Instant> last(SessionRow session, ServedRepository repository, PackageName packageName) {
        return Optional.of(index(session, repository).of(packageName).last()).filter(last -> !last.equals(Instant.MIN));
    }

    /** Returns the packages of which a file of a version was served, ordered by name. */
    List<PackageName> packages(SessionRow session, ServedRepository repository) {
        return index(session, repository).packages().keySet().stream().sorted().toList();
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
        Map<PackageName, Served> packages = new HashMap<>();
        String after = "";
        List<String> page;
        do {
            page = reader.ledgerPaths(session, repository, after, PAGE);
            for (LedgerEntry entry : reader.ledger(session, repository, page)) {
                Rows.ownerOf(entry, format, reader).ifPresent(owner -> {
                    String version = owner.version();
                    if (version != null) {
                        packages.merge(owner.packageName(), Served.of(version, entry), Served::and);
                    }
                });
            }
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == PAGE);
        return new Index(packages);
    }
}
