package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.format.maven.layout.Location;

/**
 * Keeps what is no file of a version from making one: a path alone does not tell {@code app/site/index.html}, which somebody put beside the versions, from a file of the
 * version {@code site}, which metadata, ranges and searches would show from then on.
 *
 * <p>A file of a version is called after artifact and version. Those that are not (what only a {@code .module} of Gradle names, plugins of sbt, a licence) are taken where the
 * directory begins as versions do, with a digit, or is a version already. They may come before the files that are called after it, so that it is one cannot be asked of all.
 */
final class StrayFile {
    private StrayFile() {}

    /**
     * Refuses a file that would make a version of a directory that is none.
     *
     * @throws InvalidInputException if it would
     */
    static void check(Repository repository, Location.File file) {
        if (file.name().isPresent() || startsWithDigit(file.version()) || isThere(repository, file)) {
            return;
        }
        throw new InvalidInputException("Cannot deploy " + Quote.of(file.path()) + ": it would make "
                + Quote.of(file.version()) + " a version of " + Quote.of(file.artifact())
                + ", and its name is none of a file of that. Call it "
                + Quote.of(file.artifact().artifactId() + '-' + file.version() + "….…")
                + " if it is one; put it elsewhere, such as beside the files of a version, if it is not.");
    }

    private static boolean startsWithDigit(String version) {
        return version.charAt(0) >= '0' && version.charAt(0) <= '9';
    }

    private static boolean isThere(Repository repository, Location.File file) {
        return repository
                .destination()
                .view(file.packageName(), ViewScope.version(file.version()))
                .flatMap(view -> view.version(file.version()))
                .isPresent();
    }
}
