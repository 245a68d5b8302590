package io.artispace.integration.stores;

import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.blob.BlobStore;
import io.artispace.exchange.Response;
import io.artispace.metadata.MetadataStore;
import io.artispace.storage.fs.FileBlobStore;
import io.artispace.testkit.EvilUpstream;
import io.artispace.testkit.MutableClock;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A registry whose stores fail step by step, with repositories and an upstream. Until it is closed nothing is logged: each of hundreds of
 * faults would have its trace.
 */
final class SteppedRegistry implements AutoCloseable {
    private final PrintStream log = System.err;
    private final Steps steps;
    private final Path files;
    private final Supplier<MetadataStore> rows;
    private final EvilUpstream upstream = new EvilUpstream();
    /** That of the files, at first. */
    private final MutableClock clock;

    private MetadataStore metadata;
    private BlobStore blobs;
    private Registry registry;

    /** Opens one on stores that are empty. */
    SteppedRegistry(Steps steps, Path files, Supplier<MetadataStore> rows) throws IOException {
        this(steps, files, rows, Instant.now());
    }

    /** Opens one on stores that are empty, or that another process has opened at that time. */
    SteppedRegistry(Steps steps, Path files, Supplier<MetadataStore> rows, Instant now) throws IOException {
        this.steps = steps;
        this.clock = new MutableClock(now);
        this.files = files;
        this.rows = rows;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        open();
        if (registry.find("releases").isEmpty()) {
            createRepositories();
        }
    }

    private void createRepositories() {
        registry.create(Hosted.named("releases").format("maven").redeploy(Hosted.Redeploy.ALLOWED));
        registry.create(Hosted.named("npm").format("npm"));
        registry.create(Proxy.named("central")
                .format("maven")
                .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
    }

    private void open() throws IOException {
        metadata = rows.get();
        blobs = new FileBlobStore(files, clock);
        registry = Registry.builder()
                .metadata(steps.of(metadata))
                .blobs(steps.of(blobs))
                .clock(clock)
                .open();
    }

    /** Opens another one on the same stores, which never fail it. */
    Registry another() throws IOException {
        return Registry.builder()
                .metadata(rows.get())
                .blobs(new FileBlobStore(files, clock))
                .clock(clock)
                .open();
    }

    /** Opens it again in the place of a process that has ended. */
    void reopen() throws IOException {
        metadata.close();
        blobs.close();
        open();
    }

    Registry registry() {
        return registry;
    }

    MutableClock clock() {
        return clock;
    }

    EvilUpstream upstream() {
        return upstream;
    }

    /** Returns the status of the answer. */
    int send(String method, String path, byte[] body) {
        return EarlierStore.send(registry, method, path, body).status();
    }

    /** Returns the body of the answer in hexadecimal digits, empty if there is nothing. */
    Optional<String> get(String path) throws IOException {
        Response answer = EarlierStore.send(registry, "GET", path, new byte[0]);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw new IOException(path + " is answered by " + answer.status());
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        answer.body().writeTo(content);
        return Optional.of(HexFormat.of().formatHex(content.toByteArray()));
    }

    @Override
    public void close() throws IOException {
        System.setErr(log);
        registry.close();
        metadata.close();
        blobs.close();
        upstream.close();
    }
}
