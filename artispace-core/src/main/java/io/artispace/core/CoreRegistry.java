package io.artispace.core;

import io.artispace.InvalidInputException;
import io.artispace.Maintenance;
import io.artispace.ProxyRepository;
import io.artispace.Quote;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.Session;
import io.artispace.access.AccessPolicy;
import io.artispace.access.Accounts;
import io.artispace.blob.BlobStore;
import io.artispace.core.access.Authenticator;
import io.artispace.core.access.CoreAccounts;
import io.artispace.core.access.RolePolicy;
import io.artispace.core.access.TokenLimits;
import io.artispace.core.cache.MemoryCache;
import io.artispace.core.content.BlobReader;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.core.engine.Engine;
import io.artispace.core.event.Listeners;
import io.artispace.core.event.StoredEventLog;
import io.artispace.core.exchange.RequestHandler;
import io.artispace.core.exchange.ServedRepositories;
import io.artispace.core.ledger.Sessions;
import io.artispace.core.maintenance.CoreMaintenance;
import io.artispace.core.proxy.ProxySource;
import io.artispace.core.proxy.Uses;
import io.artispace.core.repository.HeldRepository;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.event.EventLog;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.metadata.MetadataStore;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The registry, and the one place where its parts are put together.
 *
 * <p>The map of this module: a request comes in at {@link RequestHandler} ({@code exchange}), which decodes it, asks who calls
 * ({@code access}) and whether it may, and has the format answer it. The format reads views, documents and files from a repository
 * and writes publications into it ({@code repository}). Rows go through the {@link MetadataStore}, bytes through the {@link BlobStore},
 * and come back through {@link BlobReader} only, which checks them. After a commit {@link Listeners} tells what happened
 * ({@code event}). {@code maintenance} works on both stores, beside all this, when the host says so.
 *
 * <p>A lock is held across calls of a store only where many threads want the same at once and the store should be asked once for all of
 * them: a document that is rendered, repositories that are read anew, a ledger. What is kept in memory ({@link MemoryCache}, the set of
 * repositories, verified credentials) is compared with a revision of the metadata store at every use.
 */
final class CoreRegistry implements Registry {
    private final Repositories repositories;
    private final Sessions sessions;
    private final CoreAccounts accounts;
    private final EventLog events;
    private final Maintenance maintenance;
    private final RequestHandler handler;
    private final Deque<AutoCloseable> owned;
    private volatile boolean closed;

    CoreRegistry(
            RegistryConfiguration configuration, MetadataStore metadata, BlobStore blobs, Deque<AutoCloseable> owned) {
        this.owned = owned;
        MemoryCache cache = new MemoryCache(configuration.limits().cacheSize());
        owned.push(cache);
        AccessPolicy access =
                configuration.accessPolicy().<AccessPolicy>map(TokenLimits::new).orElseGet(RolePolicy::new);
        Engine engine = new Engine(
                metadata,
                blobs,
                new BlobReader(blobs, cache),
                cache,
                new Listeners(configuration.listeners()),
                configuration.clock(),
                configuration.limits(),
                configuration.packagePolicies(),
                access);
        Uses uses = new Uses(engine);
        owned.push(uses);
        UpstreamThreads threads = new UpstreamThreads();
        owned.push(threads);
        ConfigurationWatch watch = new ConfigurationWatch(metadata);
        this.repositories =
                new Repositories(engine, configuration.formats(), new KindSources(engine, threads, uses), watch);
        this.sessions = new Sessions(engine, name -> again(open(repositories).get(name)));
        this.accounts = new CoreAccounts(metadata, configuration.clock(), watch, configuration.passwordIterations());
        this.events = new StoredEventLog(metadata);
        this.maintenance = new CoreMaintenance(metadata, blobs, configuration.clock());
        this.handler = new RequestHandler(
                new Addressed(watch),
                new Authenticator(accounts),
                accounts.forRequests(),
                access,
                configuration.limits(),
                configuration.clock());
    }

    /** What requests can be made to: a repository, as it is now or was, within a session or not. */
    private final class Addressed implements ServedRepositories {
        private final ConfigurationWatch watch;

        Addressed(ConfigurationWatch watch) {
            this.watch = watch;
        }

        @Override
        public ConfigurationWatch.Seen now() {
            return watch.now();
        }

        @Override
        public Optional<ServedRepository> find(String segment, ConfigurationWatch.Seen seen) {
            RepositoryAddress address = RepositoryAddress.of(segment);
            Optional<ServedRepository> now = repositories.findForRequest(address.name(), seen);
            Optional<ServedRepository> then = address.moment()
                    .map(instant -> now.map(repository -> repository.asOf(instant)))
                    .orElse(now);
            return address.sessionName()
                    .map(session -> then.flatMap(repository -> sessions.within(session, repository)))
                    .orElse(then);
        }

        @Override
        public List<RepositoryDefinition> definitions() {
            return repositories.definitions();
        }
    }

    @Override
    public Repository create(RepositoryDefinition definition) {
        return held(open(repositories).create(definition));
    }

    @Override
    public Repository update(RepositoryDefinition definition) {
        return held(open(repositories).update(definition));
    }

    @Override
    public void delete(String name) {
        open(repositories).delete(name);
    }

    @Override
    public Optional<Repository> find(String name) {
        return open(repositories).find(name).map(this::held);
    }

    @Override
    public Repository repository(String name) {
        return held(open(repositories).get(name));
    }

    private Repository held(ServedRepository found) {
        return new HeldRepository(found.name(), again(found));
    }

    private Supplier<ServedRepository> again(ServedRepository found) {
        return () -> open(repositories).again(found.name(), found.id());
    }

    @Override
    public ProxyRepository proxy(String name) {
        ServedRepository repository = open(repositories).get(name);
        if (repository.source() instanceof ProxySource) {
            return new CoreProxy(name, again(repository));
        }
        throw new InvalidInputException("The repository " + Quote.of(name) + " is no proxy.");
    }

    @Override
    public Session session(String name) {
        return open(sessions).open(name);
    }

    @Override
    public List<String> sessions() {
        return open(sessions).names();
    }

    @Override
    public Session importSession(String json) {
        return open(sessions).importSession(json);
    }

    @Override
    public List<RepositoryDefinition> repositories() {
        return open(repositories).definitions();
    }

    @Override
    public Response handle(Request request) {
        if (closed) {
            return RequestHandler.closed(request);
        }
        Response answer = handler.handle(request);
        // A store that was closed meanwhile fails in a way that nobody expects.
        return closed && answer.status() == 500 ? RequestHandler.closed(request) : answer;
    }

    @Override
    public Accounts accounts() {
        return open(accounts);
    }

    @Override
    public EventLog events() {
        return open(events);
    }

    @Override
    public Maintenance maintenance() {
        return open(maintenance);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            OwnedStores.close(owned);
        }
    }

    private <T> T open(T part) {
        if (closed) {
            throw new IllegalStateException("The registry is closed");
        }
        return part;
    }
}
