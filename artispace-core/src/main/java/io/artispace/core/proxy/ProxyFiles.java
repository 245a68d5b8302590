package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.StoredFile;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.fetch.FileFetcher;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.repository.Reading;
import io.artispace.core.view.LiveFile;
import io.artispace.core.view.RowFile;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamFile;
import io.artispace.policy.PackagePolicy;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The files of a proxy: those that are stored, and those that are fetched when they are asked for. A file's row is looked for first. If
 * there are rules, or no row, the rules decide whether the file may be served ({@link FileJudge}). If there is no row, {@link Whereabouts}
 * then finds where the upstream has the file, and {@link FileFetcher} fetches it. Thread-safe.
 */
final class ProxyFiles {
    private final ProxyParts proxy;
    private final Origin origin;
    private final Absences absences;
    private final FileFetcher fetcher;
    private final Uses uses;
    private final Exemptions exemptions;
    private final Whereabouts whereabouts;
    private final FileJudge judge;

    ProxyFiles(
            ProxyParts proxy,
            Absences absences,
            FileFetcher fetcher,
            Uses uses,
            Whereabouts whereabouts,
            FileJudge judge) {
        this.proxy = proxy;
        this.origin = new Origin(proxy.definition().name(), proxy.upstream().url());
        this.absences = absences;
        this.fetcher = fetcher;
        this.uses = uses;
        this.exemptions = new Exemptions(proxy);
        this.whereabouts = whereabouts;
        this.judge = judge;
    }

    /** Does what {@link io.artispace.core.repository.Source#file} says. */
    Optional<StoredFile> find(FilePath path, Reading reading) {
        // Before the row is looked for: so a file that is stored in between is found in one way or the other.
        boolean checked = reading.wantsLengthOnly() && fetcher.isChecked(path);
        Optional<LiveFile> stored = proxy.rows().file(path, reading.seen());
        if (stored.isPresent() && reading.isUnruled(proxy.definition())) {
            return Optional.of(used(stored.get()));
        }
        Optional<FileOwner> owner = proxy.format().owner(path);
        PolicyFilter filter = proxy.filter(reading);
        if (stored.isEmpty()
                && owner.filter(known -> !judge.isThere(known, path, filter, reading))
                        .isPresent()) {
            return Optional.empty();
        }
        Optional<FileOwner> exempt = owner.flatMap(known -> judge.demand(known, path, filter, reading));
        if (stored.isEmpty()) {
            if (owner.isEmpty() || !reading.mayAskUpstream() || absences.isKnown(path.value())) {
                return Optional.empty();
            }
            // Another request may have fetched it since this one began.
            stored = reading.seen().isEmpty() ? stored : proxy.rows().file(path, OptionalLong.empty());
        }
        return stored.isPresent()
                ? Optional.of(judged(stored.get(), path, owner, exempt, filter, reading))
                : fetched(path, owner.orElseThrow(), filter, reading, checked);
    }

    /** Returns a stored file whose path the rules let through; if the path does not tell the version, its row does, and is judged here. */
    private StoredFile judged(
            LiveFile stored,
            FilePath path,
            Optional<FileOwner> owner,
            Optional<FileOwner> exempt,
            PolicyFilter filter,
            Reading reading) {
        boolean isVersionInRow =
                !filter.isEmpty() && owner.isPresent() && owner.get().version() == null;
        Optional<FileOwner> served = isVersionInRow
                ? proxy.rows()
                        .owner(stored.row(), owner.get().packageName())
                        .flatMap(known -> judge.demand(known, path, filter, reading))
                : exempt;
        served.ifPresent(version -> exemptions.note(version, path));
        return used(stored);
    }

    private Optional<StoredFile> fetched(
            FilePath path, FileOwner owner, PolicyFilter filter, Reading reading, boolean checked) {
        Optional<Supplier<Optional<UpstreamFile>>> finding = findingMeanwhile(path, owner, filter, reading);
        return finding.isPresent()
                ? noted(path, fetcher.fetchAtOnce(path, finding.get(), !reading.mayPrecedeStore()))
                : whereabouts.find(path, owner, filter).flatMap(file -> fetch(path, file, filter, reading, checked));
    }

    private StoredFile used(LiveFile file) {
        uses.note(file.row().id());
        return new RowFile(file.view(), proxy.engine().reader(), origin);
    }

    /**
     * Returns what finds a file of a version that may be shown, if it can be asked for meanwhile. Empty if it has to be found first, as one
     * that the host's rules refuse: if it does not exist, the answer has to be "not found" rather than the refusal.
     */
    private Optional<Supplier<Optional<UpstreamFile>>> findingMeanwhile(
            FilePath path, FileOwner owner, PolicyFilter filter, Reading reading) {
        return reading.wantsLengthOnly()
                ? Optional.empty()
                : whereabouts
                        .atOnce(path, owner, filter)
                        .filter(finding -> proxy.engine()
                                .refusal(candidate(owner, path, reading))
                                .isEmpty());
    }

    /**
     * Fetches a file that is not stored.
     *
     * @param checked whether it was checked already, so that the upstream need not be asked for its length
     */
    private Optional<StoredFile> fetch(
            FilePath path, UpstreamFile file, PolicyFilter filter, Reading reading, boolean checked) {
        Optional<FileOwner> exempt = judge.demand(file.owner(), path, filter, reading);
        proxy.engine().demand(candidate(file.owner(), path, reading));
        if (reading.wantsLengthOnly() && !checked) {
            OptionalLong length = fetcher.peek(path, file);
            if (length.isPresent()) {
                return Optional.of(new PeekedFile(
                        path,
                        length.getAsLong(),
                        origin,
                        () -> noted(path, fetcher.fetch(path, file, true, () -> {}))));
            }
        }
        // The row of a version tells whether it is exempt.
        boolean storedFirst = !reading.mayPrecedeStore() || exempt.isPresent();
        return noted(
                path,
                fetcher.fetch(
                        path, file, storedFirst, () -> exempt.ifPresent(served -> exemptions.note(served, path))));
    }

    /** Remembers it if the upstream does not have a file. */
    private Optional<StoredFile> noted(FilePath path, Optional<StoredFile> fetched) {
        if (fetched.isEmpty()) {
            absences.remember(path.value());
        }
        return fetched;
    }

    private PackagePolicy.Candidate candidate(FileOwner owner, FilePath path, Reading reading) {
        return new PackagePolicy.Candidate(
                proxy.definition(),
                owner.packageName(),
                owner.version(),
                path,
                reading.caller().name());
    }
}
