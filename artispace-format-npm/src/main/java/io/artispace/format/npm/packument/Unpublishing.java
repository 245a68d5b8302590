package io.artispace.format.npm.packument;

import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Repository;
import io.artispace.VersionView;
import java.util.Comparator;
import java.util.Set;

/** Removes versions, for the protocol and the Java API alike. Their names can never be used again. */
public final class Unpublishing {
    /** Releases before pre-releases; among each the highest first. */
    private static final Comparator<SemanticVersion> BEST =
            Comparator.comparing(SemanticVersion::isPrerelease).reversed().thenComparing(Comparator.naturalOrder());

    private Unpublishing() {}

    /**
     * Records the removal of versions. Tags that pointed to them are removed, except {@code latest}, which moves to the highest release
     * that is left, or to the highest pre-release if there is no release. What npm proposes, the highest of all, is ignored: a pre-release
     * would be installed by everybody who names no version. The package is removed with its last version.
     *
     * @param view the package with all its versions
     * @param removed names of versions in the view
     */
    public static void remove(
            Repository repository, NpmName name, PackageView view, Set<String> removed, PackageChanges changes) {
        if (removed.size() == view.versions().size()) {
            changes.removeEverything();
            return;
        }
        removed.forEach(changes::removeVersion);
        String latest = view.tags().get(DistTag.LATEST);
        if (latest == null || !removed.contains(latest)) {
            return;
        }
        LatestFacts.move(repository, name, best(view, removed), changes);
    }

    private static String best(PackageView view, Set<String> removed) {
        return view.versions().stream()
                .map(VersionView::name)
                .filter(version -> !removed.contains(version))
                .flatMap(version -> SemanticVersion.parse(version).stream())
                .max(BEST)
                .map(SemanticVersion::text)
                .orElseThrow(
                        () -> new IllegalStateException("A version is left, and none has a name that can be one."));
    }
}
