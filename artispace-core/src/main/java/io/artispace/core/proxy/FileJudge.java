package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.proxy.state.ProxyRows;
import io.artispace.core.repository.Reading;
import io.artispace.format.FileAge;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamFile;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a file of a proxy may be given out: by its version and when that appeared, or by when it appeared itself. Thread-safe.
 */
final class FileJudge {
    private final Engine engine;
    private final PackageFormat format;
    private final ProxyRows rows;
    private final ProxyStamps stamps;
    private final Ages ages;
    private final Absences absences;
    private final Whereabouts whereabouts;

    FileJudge(ProxyParts proxy, ProxyStamps stamps, Ages ages, Absences absences, Whereabouts whereabouts) {
        this.engine = proxy.engine();
        this.format = proxy.format();
        this.rows = proxy.rows();
        this.stamps = stamps;
        this.ages = ages;
        this.absences = absences;
        this.whereabouts = whereabouts;
    }

    /**
     * Refuses a file of a version that is hidden; a version is judged by when it appeared, which may have to be learned first.
     *
     * @return the owner, if the version is shown only because it is exempt
     */
    Optional<FileOwner> demand(FileOwner owner, FilePath path, PolicyFilter filter, Reading reading) {
        String version = owner.version();
        if (filter.isEmpty() || version == null) {
            return Optional.empty();
        }
        PackageName name = owner.packageName();
        if (!filter.needsAges()) {
            filter.demand(name, version, Instant.EPOCH);
            return Optional.empty();
        }
        Instant published = published(owner, path, reading).orElseGet(engine::now);
        filter.demand(name, version, published);
        Optional<FileAge> age = hasAge(path) ? format.age(path, rows.manifest(owner)) : Optional.empty();
        age.ifPresent(own -> filter.demand(name, version, path, own));
        boolean exempt = filter.isExempted(name, version, published)
                || age.filter(own -> filter.isExempted(name, version, own.known()))
                        .isPresent();
        return exempt ? Optional.of(owner) : Optional.empty();
    }

    private boolean hasAge(FilePath path) {
        return format.age(path, "").isPresent();
    }

    private Optional<Instant> published(FileOwner owner, FilePath path, Reading reading) {
        String version = owner.version();
        // The ages of a version's files may be in a document about that version alone.
        ViewScope scope = version != null && hasAge(path) ? ViewScope.version(version) : ViewScope.versions();
        try {
            stamps.of(owner.packageName(), scope, reading);
        } catch (UpstreamFailedException unknown) {
            // Then what is stored decides.
        }
        return rows.published(owner);
    }

    /**
     * Tells whether a file that is not stored exists, so that a refusal makes sense. A version that is in no document may still exist, if
     * the upstream's metadata has lost it, or may not: then it must not be refused, since after a refusal neither a client nor a group asks
     * the next repository.
     */
    boolean isThere(FileOwner owner, FilePath path, PolicyFilter filter, Reading reading) {
        String version = owner.version();
        if (version == null
                || !filter.needsAges()
                || filter.refusal(owner.packageName(), version, Instant.EPOCH).isPresent()
                || published(owner, path, reading).isPresent()) {
            return true;
        }
        if (!reading.mayAskUpstream() || absences.isKnown(path.value())) {
            return false;
        }
        Optional<UpstreamFile> file = whereabouts.find(path, owner);
        boolean found = file.isPresent()
                && ages.seek(owner.packageName(), version, file.get().location());
        if (file.isPresent() && !found) {
            absences.remember(path.value());
        }
        return found;
    }
}
