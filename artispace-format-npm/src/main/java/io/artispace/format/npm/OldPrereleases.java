package io.artispace.format.npm;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.SearchHit;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import io.artispace.format.npm.packument.Unpublishing;
import io.artispace.policy.NamePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes old pre-releases, see {@link Npm#unpublishOldPrereleases}. */
final class OldPrereleases {
    private static final int ATTEMPTS = 50;

    private final Repository repository;
    private final int newest;
    private final Instant before;

    /**
     * Chooses.
     *
     * @param repository a hosted one
     * @param newest how many pre-releases of a package stay however old they are
     * @param before what came later stays however much it is
     */
    OldPrereleases(Repository repository, int newest, Instant before) {
        if (newest < 0) {
            throw new InvalidInputException(
                    "Cannot keep " + newest + " pre-releases: give the number of those that shall stay, 0 or more.");
        }
        this.repository = repository;
        this.newest = newest;
        this.before = before;
    }

    /** Removes those of all packages whose names match; returns how many. */
    long unpublish(NamePattern packages) {
        return repository
                .packages("")
                .map(SearchHit::name)
                .filter(packages::matches)
                .mapToLong(name -> unpublish(new NpmName(name.value())))
                .sum();
    }

    private int unpublish(NpmName name) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return tryUnpublish(name);
            } catch (ConflictException e) {
                // Somebody published in between: look again.
            }
        }
        throw new ConflictException("Cannot unpublish old pre-releases of " + Quote.of(name)
                + ": it is being changed all the time. Try again later.");
    }

    private int tryUnpublish(NpmName name) {
        PackageView view =
                repository.view(name.packageName(), ViewScope.versions()).orElse(null);
        Set<String> old = view == null ? Set.of() : old(view);
        if (view == null || old.isEmpty()) {
            return 0;
        }
        try (Publication publication = repository.publish()) {
            var changes = publication.change(name.packageName()).expectRevision(view.revision());
            Unpublishing.remove(repository, name, view, old, changes);
            publication.commit();
        }
        return old.size();
    }

    private Set<String> old(PackageView view) {
        List<VersionView> prereleases = new ArrayList<>(view.versions());
        prereleases.removeIf(version -> SemanticVersion.parse(version.name())
                .filter(SemanticVersion::isPrerelease)
                .isEmpty());
        Collections.reverse(prereleases);
        Set<String> tagged = new HashSet<>(view.tags().values());
        Set<String> old = new HashSet<>();
        prereleases.stream()
                .skip(newest)
                .filter(version -> version.published().isBefore(before))
                .map(VersionView::name)
                .filter(version -> !tagged.contains(version))
                .forEach(old::add);
        return old;
    }
}
