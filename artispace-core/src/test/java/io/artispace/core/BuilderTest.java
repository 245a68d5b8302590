package io.artispace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.access.AccessPolicy;
import io.artispace.access.AccessRequest;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.exchange.Request;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is passed to the builder is what the registry works with. */
class BuilderTest {
    private static final Hosted CLOSED = Hosted.named("closed").format("test");
    private static final Hosted OPEN = Hosted.named("open").format("test").readableByAnyone();
    private static final Caller ALICE = Caller.user("alice", Role.NONE);

    @Test
    void accessPolicyDecidesInPlaceOfTheOneByRoles() {
        try (Registry byRoles = registry(Registry.builder().format(new TestFormat()));
                Registry allowing = registry(withPolicy(request -> true));
                Registry denying = registry(withPolicy(request -> false))) {
            assertThat(status(byRoles, "/closed/app", Caller.anonymous())).isEqualTo(401);
            assertThat(status(allowing, "/closed/app", Caller.anonymous())).isEqualTo(404);
            assertThat(status(byRoles, "/open/app", Caller.anonymous())).isEqualTo(404);
            assertThat(status(denying, "/open/app", Caller.anonymous())).isEqualTo(401);
        }
    }

    @Test
    void requestDuringWhichTheRegistryIsClosedIsToldToComeBack() {
        AtomicReference<Registry> opened = new AtomicReference<>();
        Registry registry = registry(withPolicy(request -> {
            opened.get().close();
            return true;
        }));
        opened.set(registry);

        assertThat(status(registry, "/open/app", ALICE)).isEqualTo(503);
        assertThat(status(registry, "/open/app", ALICE)).isEqualTo(503);
    }

    @Test
    void accessPolicyIsToldWhoWantsToDoWhatWhere() {
        List<AccessRequest> asked = new CopyOnWriteArrayList<>();
        try (Registry registry = registry(withPolicy(request -> {
            asked.add(request);
            return true;
        }))) {
            status(registry, "/closed/app", ALICE);
        }

        assertThat(asked).isNotEmpty().allSatisfy(request -> {
            assertThat(request.caller()).isEqualTo(ALICE);
            assertThat(request.repository().name()).isEqualTo("closed");
        });
    }

    @Test
    void accessPolicyIsNotAskedAboutTheHostsOwnCalls() {
        AccessPolicy untouchable = request -> {
            throw new AssertionError("Nobody named a caller.");
        };
        try (Fixture fixture = new Fixture(Registry.builder().access(untouchable))) {
            fixture.publish("1.0", "app.txt", "content", Overwrite.NEVER);

            assertThat(fixture.repository().file(Fixture.path("1.0", "app.txt")))
                    .isPresent();
        }
    }

    /** Of its location only the path would be kept, and the database be made at the same path of the disk. */
    @Test
    void directoryOfAnotherFileSystemIsRefused(@TempDir Path directory) throws IOException {
        URI zip = URI.create("jar:" + directory.resolve("other.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThatThrownBy(() -> Registry.open(other.getPath("/registry")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("\"/registry\"")
                    .hasMessageContaining("file system of \"jar:\"");
        }
    }

    @Test
    void formatsAreLookedForInTheClassLoaderThatWasPassedInAndInNoOther(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(PackageFormat.class.getName()), TestFormat.class.getName());
        URL[] path = {directory.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, BuilderTest.class.getClassLoader());
                Registry withLoader = Registry.builder().classLoader(loader).open();
                Registry without = openWithContext(loader)) {
            assertThat(withLoader.create(CLOSED).definition()).isEqualTo(CLOSED);
            assertThatThrownBy(() -> without.create(CLOSED))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("test");
        }
    }

    @Test
    void passwordsAreHashedWithAsManyIterationsAsWereAskedFor() {
        assertThat(hashOfAPassword(Registry.builder())).startsWith("pbkdf2-sha256$600000$");
        assertThat(hashOfAPassword(Registry.builder().passwordIterations(1_000)))
                .startsWith("pbkdf2-sha256$1000$");
        assertThatThrownBy(() -> Registry.builder().passwordIterations(999))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Cannot hash passwords with 999 iterations: give at least 1000.");
    }

    @Test
    void oneHalfIsNotKeptWithoutTheOther(@TempDir Path directory) {
        URI rows = URI.create("sqlite:" + directory.toUri().getRawPath() + "artispace.db");
        URI bytes = directory.resolve("blobs").toUri();
        URI memory = URI.create("memory:/");

        assertThatThrownBy(() -> Registry.builder().metadata(rows).open())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("say where they are by blobs(...)");
        assertThatThrownBy(() -> Registry.builder().blobs(bytes).open())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("say where it is by metadata(...)");
        try (MetadataStore passed = JdbcMetadataStore.openInMemory()) {
            assertThatThrownBy(() -> Registry.builder().metadata(passed).open())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("say where they are by blobs(...)");
        }
        assertThat(directory).isEmptyDirectory();
        Registry.builder().metadata(memory).blobs(bytes).open().close();
        Registry.builder().metadata(rows).blobs(memory).open().close();
        Registry.builder().metadata(memory).open().close();
    }

    @Test
    void storesAreClosedAgainWhateverKeepsTheRegistryFromBeingOpened(@TempDir Path directory) {
        Error broken = new NoClassDefFoundError("on purpose");
        PackageFormat format = (PackageFormat) Proxy.newProxyInstance(
                PackageFormat.class.getClassLoader(),
                new Class<?>[] {PackageFormat.class},
                (proxy, method, arguments) -> {
                    throw broken;
                });

        assertThatThrownBy(() ->
                        Registry.builder().directory(directory).format(format).open())
                .isSameAs(broken);

        assertThat(directory).isDirectoryContaining("glob:**.db").isDirectoryNotContaining("glob:**.db-wal");
    }

    @Test
    void repositoryWithoutAFormatIsToldWhichThereAre() {
        try (Registry registry = Registry.builder().format(new TestFormat()).open()) {
            assertThatThrownBy(() -> registry.create(Hosted.named("forgotten")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("The repository \"forgotten\" has no format: say which by format(...), one of [test].");
        }
    }

    private static String hashOfAPassword(RegistryConfiguration.Builder builder) {
        try (MetadataStore rows = JdbcMetadataStore.openInMemory();
                Registry registry = builder.metadata(rows)
                        .blobs(URI.create("memory:/"))
                        .format(new TestFormat())
                        .open()) {
            registry.accounts().createUser("ann", Secret.of("correct horse"), Role.READ);
            return rows.read(reader -> reader.findUser("ann")).orElseThrow().passwordHash();
        }
    }

    /** Opens a registry in a thread whose context class loader would find the format. */
    private static Registry openWithContext(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return Registry.builder().open();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static RegistryConfiguration.Builder withPolicy(AccessPolicy policy) {
        return Registry.builder().format(new TestFormat()).access(policy);
    }

    private static Registry registry(RegistryConfiguration.Builder builder) {
        Registry registry = builder.open();
        registry.create(CLOSED);
        registry.create(OPEN);
        return registry;
    }

    private static int status(Registry registry, String path, Caller caller) {
        return registry.handle(new Request(
                        "GET",
                        path,
                        null,
                        name -> null,
                        InputStream.nullInputStream(),
                        URI.create("http://localhost/"),
                        caller))
                .status();
    }
}
