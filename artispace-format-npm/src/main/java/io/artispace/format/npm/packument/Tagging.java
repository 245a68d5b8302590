package io.artispace.format.npm.packument;

import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageView;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;

/** Points tags to versions, and takes them away. */
public final class Tagging {
    private Tagging() {}

    /** Points a tag to a version. */
    public static void set(Repository repository, NpmName name, String tag, String version) {
        DistTag.check(tag);
        VersionView found = repository
                .view(name.packageName(), ViewScope.version(version))
                .flatMap(view -> view.version(version))
                .orElseThrow(() -> PackageLookup.noVersion(name, version));
        try (Publication publication = repository.publish()) {
            if (tag.equals(DistTag.LATEST)) {
                LatestFacts.move(name, found, publication.change(name.packageName()));
            } else {
                publication.change(name.packageName()).tag(tag, version);
            }
            publication.commit();
        }
    }

    /** Removes a tag. */
    public static void remove(Repository repository, NpmName name, String tag) {
        if (tag.equals(DistTag.LATEST)) {
            throw new InvalidInputException("Cannot remove the tag latest of " + Quote.of(name)
                    + ": a package always has it. Point it to another version instead.");
        }
        boolean there = PackageLookup.find(repository, name)
                .map(PackageView::tags)
                .filter(tags -> tags.containsKey(tag))
                .isPresent();
        if (!there) {
            throw new NotFoundException("There is no tag " + Quote.of(tag) + " of " + Quote.of(name)
                    + "; list the tags with npm dist-tag ls " + name + ".");
        }
        try (Publication publication = repository.publish()) {
            publication.change(name.packageName()).untag(tag);
            publication.commit();
        }
    }
}
