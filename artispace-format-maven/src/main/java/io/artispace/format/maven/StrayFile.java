package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.format.maven.layout.Location;

/**
 * Keeps files that belong to no version from creating one. From its path alone, {@code app/site/index.html}, which somebody put beside
 * the versions, looks like a file of a version {@code site}, and metadata, ranges and searches would show that version from then on.
 *
 * <p>The name of a version's file begins with artifact and version. Files with other names (those that only Gradle's {@code .module}
 * names, plugins of sbt, a licence) are accepted if the directory begins with a digit, as versions do, or is a version already. It
 * cannot always be demanded that it is one already, since such files may come before the others.
 */
final class StrayFile {
    private StrayFile() {}

    /**
     * Refuses a file that would turn a directory into a version that is none.
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
