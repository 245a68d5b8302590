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
 * <p>It opens no port; the few threads that it and its stores have are daemons, and end when it is closed. Two registries in one process share
 * nothing. Thread-safe. Every method but {@link #handle} throws {@link StorageFailedException} if a store fails, and
 * {@link IllegalStateException} after {@link #close()}.
 */
public interface Registry extends AutoCloseable {
    /**
     * Opens a registry in a directory: metadata in an SQLite database, bytes in files. Formats and stores are found by
     * {@link java.util.ServiceLoader}.
     *
     * @param directory where everything is kept; created if it is absent. It must be on a local disk, with a path of 480 bytes at most, as SQLite takes no longer ones
     * @return the registry; the caller closes it
     * @throws StorageFailedException if the directory cannot be used, or has the bytes of a registry whose database is missing or empty
     * @throws InvalidInputException if a module is missing on the class path, which the message names, or the directory is not in the default file system
     */
    static Registry open(Path directory) {
        return builder().directory(directory).open();
    }

    /**
     * Begins the configuration of a registry. One of which nothing is said is in memory, empty, and gone when it is closed; its formats are those that
     * {@link java.util.ServiceLoader} finds.
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
     * Changes a repository's settings. Name, kind and format stay. A proxy that is pointed to another URL keeps what it has, and asks there for each
     * document as for a new one, once its time has passed; what the URL before sends from then on is not kept.
     *
     * @param definition what it is from now on
     * @return the repository
     * @throws NotFoundException if there is none of that name
     * @throws InvalidInputException if kind or format differ, or the format refuses a setting
     */
    Repository update(RepositoryDefinition definition);

    /**
     * Sees to it that a repository is there and is as it is defined: what a program says at each start. One that is as it should be is left alone. May be
     * called by several processes at once.
     *
     * @param definition what it is from now on
     * @return the repository
     * @throws InvalidInputException if the format is unknown or refuses a setting, or there is a repository of that name of another kind or format
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
     * Opens a session: a ledger of what is served through it. A new name begins to record; a known one goes on as it was left.
     *
     * @param name 1 to 128 characters of {@code A-Z}, {@code a-z}, {@code 0-9}, {@code .}, {@code _} and {@code -}
     * @return the session
     * @throws InvalidInputException if the name is malformed
     */
    Session session(String name);

    /**
     * Returns the sessions of this registry.
     *
     * @return their names, ordered
     */
    List<String> sessions();

    /**
     * Takes over a session that was exported, here or elsewhere, sealed. It is a ledger without bytes: what it names has to be in this registry to be served.
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
     * Answers a request from a front, on the calling thread, which waits for the stores, for the request's body and, in a proxy, for the upstream. Whatever
     * goes wrong becomes an answer, also that the registry was closed (503); nothing is thrown but {@link Error}s.
     *
     * @param request the request; its body is read as far as needed, never closed
     * @return the response; its body is read from the stores when the front writes it, so before the registry is closed
     */
    Response handle(Request request);

    /**
     * Returns ArtiSpace's own users and tokens.
     *
     * @return the accounts
     */
    Accounts accounts();

    /**
     * Returns the durable log of changes.
     *
     * @return the log
     */
    EventLog events();

    /**
     * Returns the work that a host runs now and then: collection of garbage, verification.
     *
     * @return the maintenance
     */
    Maintenance maintenance();

    /**
     * Closes the registry and the stores it opened itself; stores that were passed in stay open. Requests still running may fail.
     * Leaves no thread, no file handle and no lock, but for Java before 21, whose HTTP clients end their threads when they are garbage. A second call does nothing.
     */
    @Override
    void close();
}
