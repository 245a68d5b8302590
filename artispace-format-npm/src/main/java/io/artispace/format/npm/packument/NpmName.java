package io.artispace.format.npm.packument;

import static java.util.Objects.requireNonNull;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an npm package, {@code app} or {@code @acme/app}, and where its files are. Names that npm would no longer give to a new
 * package (upper case, for one) can be read; only {@link #requirePublishable} insists on today's rules.
 *
 * @param value the name
 */
public record NpmName(String value) {
    private static final int MAX_LENGTH = 214;
    private static final Pattern UNSCOPED = Pattern.compile("[a-z0-9][a-z0-9._-]*");
    private static final Pattern SCOPED = Pattern.compile("@[a-z0-9][a-z0-9._-]*/[a-z0-9_][a-z0-9._-]*");
    private static final Set<String> TAKEN = Set.of("node_modules", "favicon.ico");

    /** Checks that a scope is followed by one name, and nothing else is split. */
    public NpmName {
        requireNonNull(value, "value");
        int slash = value.indexOf('/');
        boolean scoped = value.startsWith("@");
        if (scoped && (slash < 2 || slash == value.length() - 1 || value.indexOf('/', slash + 1) >= 0)
                || !scoped && slash >= 0) {
            throw new InvalidInputException(
                    Quote.of(value) + " is not the name of an npm package: write app or @scope/app.");
        }
    }

    /** Returns the scope with its {@code @}; empty if there is none. */
    public String scope() {
        int slash = value.indexOf('/');
        return slash < 0 ? "" : value.substring(0, slash);
    }

    /** Returns the name without the scope. */
    public String baseName() {
        return value.substring(value.indexOf('/') + 1);
    }

    /** Returns the name as the registry knows it. */
    public PackageName packageName() {
        return PackageName.of(value);
    }

    /** Returns the path of a version's tarball, {@code @acme/app/-/app-1.0.0.tgz}. */
    public FilePath tarball(String version) {
        return file(baseName() + "-" + version + ".tgz");
    }

    /** Returns the path of a version's provenance, {@code @acme/app/-/app-1.0.0.sigstore}. */
    public FilePath provenance(String version) {
        return file(baseName() + "-" + version + ".sigstore");
    }

    /** Returns the path of a file of this package. */
    public FilePath file(String fileName) {
        return FilePath.of(value + "/-/" + fileName);
    }

    /**
     * Demands that a new package may have this name: the rules of npm's {@code validate-npm-package-name}, but for the names of node's own
     * modules, under which their stand-ins for browsers are published.
     */
    public void requirePublishable() {
        boolean wellFormed = value.length() <= MAX_LENGTH
                && (value.startsWith("@") ? SCOPED : UNSCOPED).matcher(value).matches()
                && !TAKEN.contains(value);
        if (!wellFormed) {
            throw new InvalidInputException(
                    "Cannot publish " + Quote.of(value) + ": a name has at most " + MAX_LENGTH
                            + " characters of a-z, 0-9, '.', '_' and '-', begins with a letter or digit, and may have a scope, as in @acme/app.");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
