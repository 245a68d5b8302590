package io.artispace.policy;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the host's own, asked before something enters a registry: before a file is fetched from an upstream for the first time, and
 * before a publication is committed. Thread-safe; what it throws refuses the candidate. It must not call the registry.
 */
@FunctionalInterface
public interface PackagePolicy {
    /**
     * Decides.
     *
     * @param candidate what is about to enter
     * @return empty to let it in; otherwise the reason for the refusal, a sentence for the person whose build stops
     */
    Optional<String> refusal(Candidate candidate);

    /**
     * What is about to enter.
     *
     * @param repository the proxy or hosted repository
     * @param packageName the package
     * @param version the version; null for a file that belongs to the package alone
     * @param path the file; null for a version that is published without one
     * @param caller the name of who fetches or publishes
     */
    record Candidate(
            RepositoryDefinition repository,
            PackageName packageName,
            @Nullable String version,
            @Nullable FilePath path,
            String caller) {}
}
