package io.artispace.examples.standalone;

import io.artispace.Maintenance.Problem;
import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads all stored bytes and prints what is damaged, as after a restore. */
final class StoreCheck {
    /** As many as a verification lists. */
    private static final int MOST_FINDINGS = 10_000;

    private StoreCheck() {}

    /**
     * Runs the check.
     *
     * @return whether nothing is damaged or missing
     * @throws UsageException if there is no store to check; none is created
     */
    static boolean isSound(Options.Stores stores, PrintStream out) {
        if (hasNoRows(stores)) {
            throw new UsageException("There is nothing to verify: "
                    + (stores.metadata() == null
                            ? "the directory of --data has no artispace.db. Correct the path."
                            : "no registry is where --metadata says. Correct the location."));
        }
        if (stores.blobs() != null && isAbsentFile("file", stores.blobs())) {
            throw new UsageException(
                    "There is nothing to verify: the directory of --blobs is not there. Correct the location.");
        }
        Verification found;
        try (Registry registry = Server.open(stores)) {
            found = registry.maintenance().verify();
        }
        found.findings().stream()
                .filter(finding -> finding.problem() != Problem.ORPHANED)
                .forEach(finding ->
                        out.println(finding.problem() + " " + finding.blob().hex() + ": " + finding.detail()));
        out.println("Verified " + found.blobsChecked() + " blobs: " + count(found, Problem.MISSING) + " missing, "
                + count(found, Problem.CORRUPT) + " corrupt; and " + count(found, Problem.ORPHANED)
                + " that no row names, which is harmless"
                + (found.findings().size() < MOST_FINDINGS ? "." : ". There may be more."));
        return found.isSound();
    }

    private static boolean hasNoRows(Options.Stores stores) {
        URI metadata = stores.metadata();
        if (metadata == null) {
            Path directory = stores.directory();
            return directory == null || !Files.exists(directory.resolve("artispace.db"));
        }
        return "jdbc".equalsIgnoreCase(metadata.getScheme()) ? hasNoTables(metadata) : isAbsentFile("sqlite", metadata);
    }

    private static boolean isAbsentFile(String scheme, URI location) {
        try {
            return scheme.equalsIgnoreCase(location.getScheme())
                    && Files.notExists(Path.of(URI.create("file://" + location.getRawPath())));
        } catch (IllegalArgumentException e) {
            return false; // opening it says what is wrong
        }
    }

    private static boolean hasNoTables(URI server) {
        // MariaDB's driver alone takes each value as it stands.
        boolean decoded = server.getSchemeSpecificPart().startsWith("mariadb:");
        String url = decoded ? "jdbc:" + server.getSchemeSpecificPart() : server.toString();
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet table = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "schema_versions", null)) {
            return !table.next();
        } catch (SQLException e) {
            return false; // opening it says what is wrong
        }
    }

    private static long count(Verification found, Problem problem) {
        return found.findings().stream()
                .filter(finding -> finding.problem() == problem)
                .count();
    }
}
