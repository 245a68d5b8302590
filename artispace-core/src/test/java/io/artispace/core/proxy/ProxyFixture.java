package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.Proxy;
import io.artispace.ProxyRepository;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.StoredFile;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.Fixture;
import io.artispace.event.RegistryEvent;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/** A proxy named {@code far}, in a registry in memory whose time the test moves, before an upstream that the test scripts. */
final class ProxyFixture implements AutoCloseable {
    static final FilePath FILE = FilePath.of("app/1.0/app.bin");

    final EvilUpstream upstream = new EvilUpstream();
    final Fixture fixture;
    final ProxyRepository proxy;

    ProxyFixture() {
        this(UnaryOperator.identity());
    }

    ProxyFixture(UnaryOperator<Upstream> settings) {
        this(Registry.builder(), settings);
    }

    ProxyFixture(RegistryConfiguration.Builder builder, UnaryOperator<Upstream> settings) {
        this(builder, new RemoteFormat(), settings);
    }

    ProxyFixture(RegistryConfiguration.Builder builder, RemoteFormat format, UnaryOperator<Upstream> settings) {
        fixture = new Fixture(builder.format(format));
        fixture.registry().create(definition("far", upstream, settings));
        proxy = fixture.registry().proxy("far");
    }

    static Proxy definition(String name, EvilUpstream upstream, UnaryOperator<Upstream> settings) {
        Upstream asked = Upstream.at(upstream.url())
                .atAnyAddress()
                .retrying(0)
                .waiting(Duration.ofSeconds(5), Duration.ofSeconds(5));
        return Proxy.named(name).format("remote").of(settings.apply(asked)).readableByAnyone();
    }

    /** Has the upstream serve the file with its checksum. */
    ProxyFixture serving(byte[] content) {
        return serving(FILE, content);
    }

    ProxyFixture serving(FilePath path, byte[] content) {
        upstream.at(path.value(), content);
        upstream.at(path.value() + ".sha1", sha1(content));
        return this;
    }

    /**
     * Takes a request and never answers.
     *
     * @param asked opened when the request has come
     * @param cut opened when the other side hangs up
     */
    static EvilAnswer hanging(CountDownLatch asked, CountDownLatch cut) {
        return connection -> {
            asked.countDown();
            try {
                connection.hangUntilCut();
            } finally {
                cut.countDown();
            }
        };
    }

    /** Returns the names of the versions of the package {@link Fixture#APP}. */
    List<String> versions() {
        return proxy.view(Fixture.APP, ViewScope.versions()).stream()
                .flatMap(view -> view.versions().stream())
                .map(VersionView::name)
                .toList();
    }

    /** Asks for the file over HTTP. */
    Response request(String method) {
        return fixture.registry()
                .handle(new Request(
                        method,
                        "/far/" + FILE,
                        null,
                        name -> List.of(),
                        InputStream.nullInputStream(),
                        URI.create("http://here.example/"),
                        null));
    }

    static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    byte[] read() {
        return read(FILE);
    }

    byte[] read(FilePath path) {
        return read(proxy.file(path).orElseThrow());
    }

    static byte[] read(StoredFile file) {
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long events(RegistryEvent.Type type) {
        return fixture.registry().events().after(0, 1000).stream()
                .filter(event -> event.type() == type)
                .count();
    }

    @Override
    public void close() {
        fixture.close();
        upstream.close();
    }

    /** Returns a line of a document: a version, when it appeared, and the digest of its file. */
    static String line(String version, String published, byte[] content) {
        return version + " " + published + " " + sha1(content) + "\n";
    }

    /** Returns the path of the file of a package's version 1.0. */
    static FilePath fileOf(String name) {
        return FilePath.of(name + "/1.0/app.bin");
    }

    /** Has the upstream serve the file of a package, the document about its version, and the one about the package. */
    ProxyFixture servingVersion(String name, byte[] content) {
        String told = line("1.0", "2020-01-01T00:00:00Z", content);
        upstream.at(fileOf(name).value(), content).at(name + "/1.0", told).at(name, told);
        return this;
    }
}
