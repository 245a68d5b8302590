package io.artispace.core.exchange;

import io.artispace.RepositoryDefinition;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.core.repository.ServedRepository;
import java.util.List;
import java.util.Optional;

/** The repositories that requests can be made to. Thread-safe. */
public interface ServedRepositories {
    /** Tells what the configuration is at; called once for each request, when it begins. */
    Seen now();

    /**
     * Finds a repository; called once for each request.
     *
     * @param segment the first one of a path, decoded; any text
     * @param seen what the configuration was at when the request began
     */
    Optional<ServedRepository> find(String segment, Seen seen);

    /** Returns what all repositories are. */
    List<RepositoryDefinition> definitions();
}
