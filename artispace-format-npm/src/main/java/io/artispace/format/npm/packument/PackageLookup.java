package io.artispace.format.npm.packument;

import io.artispace.NotFoundException;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.ViewScope;
import java.util.Optional;

/** Looks packages up without their versions, however many there are. */
public final class PackageLookup {
    /** Attributes and tags, and no version, because none has this name. */
    static final ViewScope WITHOUT_VERSIONS = new ViewScope(ViewScope.Detail.VERSIONS, "-");

    private PackageLookup() {}

    /**
     * Finds attributes and tags of a package. One that has versions has the tag latest, unless what it points to is not shown; only then is
     * it worth looking whether there are versions, without which a package is not there any more.
     */
    public static Optional<PackageView> find(Repository repository, NpmName name) {
        return repository
                .view(name.packageName(), WITHOUT_VERSIONS)
                .filter(view -> !view.tags().isEmpty() || hasVersions(repository, name));
    }

    private static boolean hasVersions(Repository repository, NpmName name) {
        return repository
                .view(name.packageName(), ViewScope.versions())
                .filter(view -> !view.versions().isEmpty())
                .isPresent();
    }

    /** The failure of looking for a package that is not there, or of which no version is shown. */
    public static NotFoundException noPackage(Repository repository, NpmName name) {
        return new NotFoundException(
                repository.revision(name.packageName()).isPresent()
                        ? "The repository " + Quote.of(repository.name()) + " shows none of the versions of "
                                + Quote.of(name)
                                + ": they were removed, or are left out by a rule, an instant or a session."
                        : "There is no package " + Quote.of(name) + " in the repository " + Quote.of(repository.name())
                                + ". Check the name, and whether this is the repository.");
    }

    /** The failure of looking for a version that is not there. */
    public static NotFoundException noVersion(NpmName name, String version) {
        return new NotFoundException("There is no version " + Quote.of(version) + " of " + Quote.of(name)
                + "; list the versions with npm view " + name + " versions.");
    }
}
