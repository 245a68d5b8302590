package io.artispace.format.npm.packument;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a file of a package, {@code @acme/app/-/app-1.0.0.tgz}.
 *
 * @param name the package
 * @param version the version that the file's name tells; null if it is named otherwise
 */
public record TarballPath(NpmName name, @Nullable String version) {
    private static final String SEPARATOR = "/-/";

    /** Reads a path; empty if it is not the path of a package's file. */
    public static Optional<TarballPath> parse(FilePath path) {
        String text = path.value();
        int separator = text.indexOf(SEPARATOR);
        if (separator <= 0 || text.indexOf('/', separator + SEPARATOR.length()) >= 0) {
            return Optional.empty();
        }
        try {
            NpmName name = new NpmName(text.substring(0, separator));
            return Optional.of(new TarballPath(name, version(name, path.fileName())));
        } catch (InvalidInputException noName) {
            return Optional.empty();
        }
    }

    private static @Nullable String version(NpmName name, String file) {
        String start = name.baseName() + "-";
        int dot = file.lastIndexOf('.');
        if (!file.startsWith(start) || dot <= start.length()) {
            return null;
        }
        return SemanticVersion.parse(file.substring(start.length(), dot))
                .map(SemanticVersion::text)
                .orElse(null);
    }
}
