package io.artispace.core.ledger;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.core.repository.Replay;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.ledger.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was written down of one repository, looked up by path and by version. A path that was served with several contents has the one served last. */
final class LedgerReplay implements Replay {
    private final String session;
    private final Map<FilePath, LedgerEntry> byPath = new HashMap<>();
    private final Set<FileOwner> owners = new HashSet<>();

    LedgerReplay(String session, PackageFormat format, List<LedgerEntry> entries) {
        this.session = session;
        for (LedgerEntry entry : entries) {
            byPath.merge(entry.path(), entry, (a, b) -> a.served().isAfter(b.served()) ? a : b);
            format.owner(entry.path()).ifPresent(owners::add);
        }
    }

    @Override
    public Optional<LedgerEntry> served(FilePath path) {
        return Optional.ofNullable(byPath.get(path));
    }

    @Override
    public boolean shows(PackageName packageName, String version) {
        return owners.contains(new FileOwner(packageName, version));
    }

    @Override
    public String session() {
        return session;
    }
}
