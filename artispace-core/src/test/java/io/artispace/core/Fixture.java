package io.artispace.core;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.Repository;
import io.artispace.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** A registry in memory whose time the test moves. */
public final class Fixture implements AutoCloseable, InstantSource {
    public static final PackageName APP = PackageName.of("app");

    private final Registry registry;
    private final Repository repository;
    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    public Fixture() {
        this(Registry.builder());
    }

    public Fixture(RegistryConfiguration.Builder builder) {
        registry = builder.format(new TestFormat()).clock(this).open();
        repository = registry.find("files")
                .orElseGet(() -> registry.create(Hosted.named("files").format("test")));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    public Registry registry() {
        return registry;
    }

    public Repository repository() {
        return repository;
    }

    public static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes a file {@code app/VERSION/NAME} of the version. */
    public void publish(String version, String name, String content, Overwrite overwrite) {
        try (Publication publication = repository.publish()) {
            publication
                    .change(APP)
                    .putVersion(version, Map.of(), "", Overwrite.SAME)
                    .putFile(version, path(version, name), publication.stage(bytes(content)), overwrite);
            publication.commit();
        }
    }

    /** Reads a file to its end. */
    public static String read(StoredFile file) {
        try (InputStream in = file.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FilePath path(String version, String name) {
        return path(APP, version, name);
    }

    public static FilePath path(PackageName packageName, String version, String name) {
        return FilePath.of(packageName + "/" + version + "/" + name);
    }

    @Override
    public void close() {
        registry.close();
    }
}
