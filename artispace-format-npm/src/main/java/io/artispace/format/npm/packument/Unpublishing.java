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
     * Records the removal of versions. Tags that pointed to them are removed, except {@code latest}, which moves to a version that is left.
     * The package is removed with its last version.
     *
     * @param view the package with all its versions
     * @param removed names of versions in the view
     * @param preferred where {@code latest} should move to if it has to; empty for the highest version
     */
    public static void remove(
            Repository repository,
            NpmName name,
            PackageView view,
            Set<String> removed,
            String preferred,
            PackageChanges changes) {
        if (removed.size() == view.versions().size()) {
            changes.removeEverything();
            return;
        }
        removed.forEach(changes::removeVersion);
        String latest = view.tags().get(DistTag.LATEST);
        if (latest == null || !removed.contains(latest)) {
            return;
        }
        boolean usable = view.version(preferred).isPresent() && !removed.contains(preferred);
        LatestFacts.move(repository, name, usable ? preferred : highest(view, removed), changes);
    }

    private static String highest(PackageView view, Set<String> removed) {
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
