package io.artispace.core.ledger;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.core.engine.Engine;
import io.artispace.core.repository.Replay;
import io.artispace.core.repository.ServedRepository;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was written down of one repository. Files are looked up when they are asked for. If a path was served with several contents, the
 * one that was served last counts.
 */
record LedgerReplay(Engine engine, ServedVersions servedVersions, SessionRow row, ServedRepository repository)
        implements Replay {
    private static final BinaryOperator<LedgerEntry> LAST =
            BinaryOperator.maxBy(Comparator.comparing(LedgerEntry::served)
                    .thenComparing(entry -> entry.sha256().hex()));

    @Override
    public Map<FilePath, LedgerEntry> served(Collection<FilePath> paths) {
        if (paths.isEmpty()) {
            return Map.of();
        }
        List<String> asked = paths.stream().map(FilePath::value).toList();
        List<LedgerEntry> entries =
                engine.metadata().read(reader -> reader.ledger(row.name(), repository.name(), asked));
        return entries.stream().collect(Collectors.toMap(LedgerEntry::path, Function.identity(), LAST));
    }

    @Override
    public Set<String> versions(PackageName packageName) {
        return servedVersions.of(row, repository, packageName);
    }

    @Override
    public Set<String> members(PackageName packageName) {
        return servedVersions.members(row, repository, packageName);
    }

    @Override
    public Optional<Instant> lastServed(PackageName packageName) {
        return servedVersions.last(row, repository, packageName);
    }

    @Override
    public List<PackageName> packages() {
        return servedVersions.packages(row, repository);
    }

    @Override
    public List<FilePath> paths(String after, int limit) {
        return engine
                .metadata()
                .read(reader -> reader.ledgerPaths(row.name(), repository.name(), after, limit))
                .stream()
                .map(FilePath::of)
                .toList();
    }

    @Override
    public String session() {
        return row.name();
    }

    @Override
    public String edition() {
        return row.name() + "@" + row.created();
    }
}
