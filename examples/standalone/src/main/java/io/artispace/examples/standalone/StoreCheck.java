package io.artispace.examples.standalone;

import io.artispace.Maintenance.Problem;
import io.artispace.Maintenance.Verification;
import io.artispace.Registry;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

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
        if (isAbsent(stores)) {
            throw new UsageException("There is nothing to verify: "
                    + (stores.metadata() == null
                            ? "the directory of --data has no artispace.db. Correct the path."
                            : "the file of --metadata is not there. Correct the location."));
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

    private static boolean isAbsent(Options.Stores stores) {
        URI metadata = stores.metadata();
        if (metadata == null) {
            Path directory = stores.directory();
            return directory == null || !Files.exists(directory.resolve("artispace.db"));
        }
        try {
            return "sqlite".equalsIgnoreCase(metadata.getScheme())
                    && Files.notExists(Path.of(URI.create("file://" + metadata.getRawPath())));
        } catch (IllegalArgumentException e) {
            return false; // opening it says what is wrong
        }
    }

    private static long count(Verification found, Problem problem) {
        return found.findings().stream()
                .filter(finding -> finding.problem() == problem)
                .count();
    }
}
