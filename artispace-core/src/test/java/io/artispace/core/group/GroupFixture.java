package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Limits;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Publication;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.blob.BlobStore;
import io.artispace.core.Fixture;
import io.artispace.core.TestFormat;
import io.artispace.core.access.RolePolicy;
import io.artispace.core.cache.MemoryCache;
import io.artispace.core.content.BlobReader;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.core.engine.Engine;
import io.artispace.core.event.Listeners;
import io.artispace.core.repository.HostedSource;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.Source;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataStore;
import io.artispace.spi.BlobStoreProvider;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.spi.Services;
import io.artispace.testkit.FaultyMetadataStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Repositories named inside, second (both hosted), and outside (a proxy for what is published into upstream). */
final class GroupFixture implements AutoCloseable {
    static final PackageName APP = PackageName.of("app");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final AtomicReference<Runnable> beforeNextWrite = new AtomicReference<>(() -> {});
    private final MetadataStore metadata = new FaultyMetadataStore(
            Services.of(MetadataStoreProvider.class, GroupFixture.class.getClassLoader())
                    .forLocation("memory:/", MetadataStoreProvider::schemes)
                    .open(URI.create("memory:/")),
            (moment, call) -> {
                if (moment == FaultyMetadataStore.Moment.BEFORE_WRITE) {
                    beforeNextWrite.getAndSet(() -> {}).run();
                }
            });
    private final BlobStore blobs = Services.of(BlobStoreProvider.class, GroupFixture.class.getClassLoader())
            .forLocation("memory:/", BlobStoreProvider::schemes)
            .open(URI.create("memory:/"), () -> now);
    private final Engine engine;
    private final Repositories repositories;
    private final OutsideSource outside;

    GroupFixture() {
        MemoryCache cache = new MemoryCache(1 << 20);
        engine = new Engine(
                metadata,
                blobs,
                new BlobReader(blobs, cache),
                cache,
                new Listeners(List.of()),
                () -> now,
                Limits.defaults(),
                List.of(),
                new RolePolicy());
        repositories =
                new Repositories(engine, List.of(new TestFormat()), this::source, new ConfigurationWatch(metadata));
        outside = new OutsideSource(() -> repository("upstream").source());
        for (String name : List.of("inside", "second", "upstream")) {
            repositories.create(Hosted.named(name).format("test"));
        }
        repositories.create(Proxy.named("outside").format("test").of(URI.create("http://upstream.example/")));
    }

    private Source source(long id, RepositoryDefinition definition, PackageFormat format, Repositories others) {
        if (definition instanceof Group group) {
            return new GroupSource(group, format, others);
        }
        return definition instanceof Proxy ? outside : new HostedSource(engine, id, definition, format);
    }

    static Group all() {
        return Group.named("all").format("test").members("inside", "outside");
    }

    /** Says what somebody else does at the moment before the next transaction that writes. */
    void beforeNextWrite(Runnable happens) {
        beforeNextWrite.set(happens);
    }

    Repositories repositories() {
        return repositories;
    }

    OutsideSource outside() {
        return outside;
    }

    ServedRepository create(Group group) {
        repositories.create(group);
        return repository(group.name());
    }

    ServedRepository repository(String name) {
        return repositories.get(name);
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Publishes a version with a file {@code PACKAGE/VERSION/a} whose content is the repository's name. */
    void publish(String repository, String name, String version) {
        try (Publication publication = repository(repository).publish()) {
            InputStream content = new ByteArrayInputStream(repository.getBytes(StandardCharsets.UTF_8));
            publication
                    .change(PackageName.of(name))
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(version, file(name, version), publication.stage(content), Overwrite.SAME)
                    .tag("latest", version);
            publication.commit();
        }
    }

    /** Publishes version 1 of several packages at once, without files. */
    void publishAll(String repository, List<String> names) {
        try (Publication publication = repository(repository).publish()) {
            names.forEach(
                    name -> publication.change(PackageName.of(name)).putVersion("1", Map.of(), "", Overwrite.SAME));
            publication.commit();
        }
    }

    void publish(String repository, String version) {
        publish(repository, "app", version);
    }

    static FilePath file(String name, String version) {
        return FilePath.of(name + "/" + version + "/a");
    }

    /** Returns the names of the versions of {@code app}. */
    static List<String> versions(Repository repository) {
        return repository.view(APP, ViewScope.everything()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    /** Returns what is in the file of a version of {@code app}, or nothing. */
    static String content(Repository repository, String version) {
        return repository.file(file("app", version)).map(Fixture::read).orElse("");
    }

    @Override
    public void close() throws IOException {
        metadata.close();
        blobs.close();
    }
}
