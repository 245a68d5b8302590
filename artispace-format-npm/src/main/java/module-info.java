import io.artispace.format.PackageFormat;
import io.artispace.format.npm.NpmFormat;

/**
 * The package format {@code npm}. It sees {@code artispace-api} only, and is found by {@link java.util.ServiceLoader}.
 *
 * @provides io.artispace.format.PackageFormat the format {@code npm}
 */
module io.artispace.format.npm {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.databind;

    exports io.artispace.format.npm;
    exports io.artispace.format.npm.client;

    provides PackageFormat with
            NpmFormat;
}
