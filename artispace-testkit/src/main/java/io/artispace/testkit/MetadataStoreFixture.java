package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataStore.WriteWork;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.VersionRow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of {@link MetadataStoreContract} share: a store for each test, and rows to put into it. */
abstract class MetadataStoreFixture {
    /** Microseconds are the finest that every store keeps. */
    static final Instant TIME = Instant.parse("2025-03-01T10:00:00.123456Z");

    static final Instant LATER = TIME.plusSeconds(3600);

    private @Nullable MetadataStore opened;

    /**
     * Opens a new, empty store.
     *
     * @return the store; the contract closes it
     */
    protected abstract MetadataStore openEmpty();

    /**
     * Opens once more the store that {@link #openEmpty} returned last, after it was closed or beside it.
     *
     * @return the store; empty if the rows of such a store do not outlive it
     */
    protected abstract Optional<MetadataStore> openAgain();

    @BeforeEach
    final void openStore() {
        opened = openEmpty();
    }

    @AfterEach
    final void closeStore() {
        store().close();
    }

    final MetadataStore store() {
        if (opened == null) {
            throw new IllegalStateException("The store is opened before each test.");
        }
        return opened;
    }

    /** Puts another store, such as the one opened again, in the place of the test's; it is closed after the test. */
    final void replaceStore(MetadataStore store) {
        opened = store;
    }

    /** Returns a reader that asks each question in a snapshot of its own. */
    final MetadataReader rows() {
        return (MetadataReader) Proxy.newProxyInstance(
                MetadataReader.class.getClassLoader(),
                new Class<?>[] {MetadataReader.class},
                (proxy, question, arguments) -> store().read(reader -> ask(reader, question, arguments)));
    }

    static Object ask(Object reader, Method question, Object[] arguments) {
        try {
            return question.invoke(reader, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    final void write(Consumer<MetadataWriter> work) {
        store().write(writer -> {
            work.accept(writer);
            return true;
        });
    }

    /** Runs a work in two halves, and between them begins another one, which has to wait; returns what that one returned. */
    final <T> T waiting(Consumer<MetadataWriter> first, WriteWork<T> other, Consumer<MetadataWriter> second)
            throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            AtomicReference<Future<T>> begun = new AtomicReference<>();
            write(writer -> {
                first.accept(writer);
                // A transaction that is repeated as a whole begins the other once.
                if (begun.get() == null) {
                    begun.set(thread.submit(() -> store().write(other)));
                }
                assertThat(begun.get())
                        .as("the other work, before this one has ended")
                        .failsWithin(Duration.ofMillis(300))
                        .withThrowableOfType(TimeoutException.class);
                second.accept(writer);
            });
            return begun.get().get(60, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    final long createRepository(String name) {
        return store().write(writer -> writer.insertRepository(repository(name)).id());
    }

    static RepositoryRow repository(String name) {
        return new RepositoryRow(0, name, "hosted", "maven", Map.of("versions", "release"), TIME);
    }

    /** What a change does, given the package and its new revision. */
    @FunctionalInterface
    interface Change {
        void apply(MetadataWriter writer, PackageRow changed, long revision);
    }

    /** Changes a package as a publication does: under its lock, with the next revision. */
    final PackageRow change(long repositoryId, String name, Change change) {
        return store().write(writer -> {
            PackageRow before = writer.lockPackage(repositoryId, name, TIME);
            long revision = before.revision() + 1;
            change.apply(writer, before, revision);
            PackageRow after = withRevision(before, revision);
            writer.updatePackage(after);
            return after;
        });
    }

    final PackageRow createPackage(long repositoryId, String name) {
        return change(repositoryId, name, (writer, created, revision) -> {});
    }

    /** Creates a package with a version, since it is not listed without. */
    final PackageRow createPackage(long repositoryId, String name, Map<String, String> attributes) {
        return store().write(writer -> {
            PackageRow row = withAttributes(withRevision(writer.lockPackage(repositoryId, name, TIME), 1), attributes);
            writer.insertVersion(version(row.id(), "1", 1));
            writer.updatePackage(row);
            return row;
        });
    }

    static PackageRow withRevision(PackageRow row, long revision) {
        return new PackageRow(
                row.id(), row.repositoryId(), row.name(), revision, row.created(), row.modified(), row.attributes());
    }

    static PackageRow withAttributes(PackageRow row, Map<String, String> attributes) {
        return new PackageRow(
                row.id(), row.repositoryId(), row.name(), row.revision(), row.created(), row.modified(), attributes);
    }

    static VersionRow version(long packageId, String name, long revision) {
        return new VersionRow(
                0, packageId, name, revision, TIME, null, Map.of("packaging", "jar"), "manifest of " + name);
    }

    static FileRow file(PackageRow owner, @Nullable Long versionId, String path, Digests digests, long revision) {
        return new FileRow(0, owner.repositoryId(), owner.id(), versionId, path, 0, digests, revision, TIME, null);
    }

    static BlobRow blob(Digests digests) {
        return new BlobRow(digests, 7, BlobRow.State.LIVE, TIME);
    }

    /** Puts a blob and adds a file that names it. */
    static long insertFile(
            MetadataWriter writer,
            PackageRow owner,
            @Nullable Long versionId,
            String path,
            int content,
            long revision) {
        writer.putBlob(blob(digests(content)));
        return writer.insertFile(file(owner, versionId, path, digests(content), revision));
    }

    /** Returns the digests of some content, told apart by a number. They grow with it. */
    static Digests digests(int content) {
        return new Digests(
                sha256(content),
                new Digest(DigestAlgorithm.SHA1, "%040x".formatted(content)),
                new Digest(DigestAlgorithm.MD5, "%032x".formatted(content)),
                new Digest(DigestAlgorithm.SHA512, "%0128x".formatted(content)));
    }

    static Digest sha256(int content) {
        return Digest.sha256("%064x".formatted(content));
    }
}
