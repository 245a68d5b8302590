package io.artispace;

import io.artispace.access.Accounts;
import io.artispace.event.EventLog;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A complete artifact registry in this process: repositories, their packages, and who may use them.
 *
 * <pre>{@code
 * try (Registry registry = Registry.open(Path.of("artifacts"))) {
 *     Repository releases = registry.create(Hosted.named("releases").format("maven"));
 *     Maven.in(releases).deploy("com.acme:app:1.0", jar, pom);
 * }
 * }</pre>
 *
 * <p>It opens no port; the few threads that it and its stores have are daemons, and end when it is closed. Two registries in one process
 * share nothing. Thread-safe. Every method but {@link #handle} throws {@link StorageFailedException} if a store fails, and {@link
 * IllegalStateException} after {@link #close()}.
 */
public interface Registry extends AutoCloseable {
    /**
     * Opens a registry in a directory: metadata in an SQLite database, bytes in files. Formats and stores are found by
     * {@link java.util.ServiceLoader}.
     *
     * @param directory where everything is kept; created if it is absent. It must be on a local disk, and its path at most 480 bytes long,
     *     because of a limit of SQLite
     * @return the registry; the caller closes it
     * @throws StorageFailedException if the directory cannot be used, or has the bytes of a registry whose database is missing or empty
     * @throws InvalidInputException if a module is missing on the class path, which the message names, or the directory is not in the
     *     default file system
     */
    static Registry open(Path directory) {
        return builder().directory(directory).open();
    }

    /**
     * Begins the configuration of a registry. Unless the builder is told otherwise, the registry is in memory, empty at first and gone when
     * it is closed, and its formats are those that {@link java.util.ServiceLoader} finds.
     *
     * @return a builder
     */
    static RegistryConfiguration.Builder builder() {
        return new RegistryConfiguration.Builder();
    }

    /**
     * Creates a repository.
     *
     * @param definition what it is
     * @return the repository
     * @throws ConflictException if there is one of that name
     * @throws InvalidInputException if the format is unknown or refuses a setting
     */
    Repository create(RepositoryDefinition definition);

    /**
     * Changes a repository's settings. Name, kind and format stay. A proxy that is given another upstream URL keeps what it has stored.
     * Once a stored document has expired, the new URL is asked for it, without conditions. Answers of the old URL that are still on their
     * way are not kept.
     *
     * @param definition what it is from now on
     * @return the repository
     * @throws NotFoundException if there is none of that name
     * @throws InvalidInputException if kind or format differ, or the format refuses a setting
     */
    Repository update(RepositoryDefinition definition);

    /**
     * Creates a repository, or updates the one of that name where it differs from the definition: for programs that declare their
     * repositories at each start. May be called by several processes at once.
     *
     * @param definition what it is from now on
     * @return the repository
     * @throws InvalidInputException if the format is unknown or refuses a setting, or there is a repository of that name of another kind or
     *     format
     */
    default Repository createOrUpdate(RepositoryDefinition definition) {
        Optional<Repository> there = find(definition.name());
        if (there.isEmpty()) {
            try {
                return create(definition);
            } catch (ConflictException quicker) {
                // Somebody else created it in between.
                there = Optional.of(find(definition.name()).orElseThrow(() -> quicker));
            }
        }
        return there.get().definition().equals(definition) ? there.get() : update(definition);
    }

    /**
     * Deletes a repository and all it holds. The bytes are left to collection.
     *
     * @param name its name
     * @throws NotFoundException if there is none of that name
     * @throws ConflictException if a group has it as a member
     */
    void delete(String name);

    /**
     * Looks a repository up.
     *
     * @param name its name
     * @return the repository; empty if there is none
     */
    Optional<Repository> find(String name);

    /**
     * Returns a repository that must be there.
     *
     * @param name its name
     * @return the repository
     * @throws NotFoundException if there is none of that name; the message names those that are there
     */
    Repository repository(String name);

    /**
     * Returns a proxy that must be there.
     *
     * @param name its name
     * @return the proxy
     * @throws NotFoundException if there is no repository of that name
     * @throws InvalidInputException if it is no proxy
     */
    ProxyRepository proxy(String name);

    /**
     * Opens a session: a ledger of what is served through it. A new session records; one that exists is continued in the state it was left
     * in, recording or sealed.
     *
     * @param name 1 to 128 characters of {@code A-Z}, {@code a-z}, {@code 0-9}, {@code .}, {@code _} and {@code -}
     * @return the session
     * @throws InvalidInputException if the name is malformed
     */
    Session session(String name);

    /** {@return the names of the sessions of this registry, ordered} */
    List<String> sessions();

    /**
     * Imports a session that was exported, here or elsewhere, as a sealed one. Only the ledger is imported and no bytes: the files that it
     * names can be served if they are in this registry. The ledger decides which bytes of this registry are served at a path, to whoever
     * may read that path: so import it only from somebody who may read all that is stored.
     *
     * @param json what {@link Session#export()} returned
     * @return the session
     * @throws InvalidInputException if it is malformed
     * @throws ConflictException if there is a session of that name with other entries
     */
    Session importSession(String json);

    /**
     * Lists all repositories.
     *
     * @return the definitions, ordered by name
     */
    List<RepositoryDefinition> repositories();

    /**
     * Answers a request from a front, on the calling thread, which waits for the stores, for the request's body and, in a proxy, for the
     * upstream. Whatever goes wrong becomes an answer, as does a call after the registry was closed (503); only {@link Error}s are thrown.
     *
     * @param request the request; its body is read as far as needed, never closed
     * @return the response; its body is read from the stores when the front writes it, so before the registry is closed
     */
    Response handle(Request request);

    /** {@return ArtiSpace's own users and tokens} */
    Accounts accounts();

    /** {@return the durable log of changes} */
    EventLog events();

    /** {@return the work that a host runs from time to time: collection of garbage and verification} */
    Maintenance maintenance();

    /**
     * Closes the registry and the stores it opened itself; stores that were passed in stay open. Requests still running may fail. What was
     * got from it before, such as its accounts and its log, must not be used any more. It leaves no thread, no file handle and no lock
     * behind, with one exception: before Java 21, the JDK's HTTP client ends its thread only when it is collected as garbage. A second call
     * does nothing.
     */
    @Override
    void close();
}
