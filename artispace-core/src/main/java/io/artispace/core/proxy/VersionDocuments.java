package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.engine.Moments;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.SharedWork;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a file is and what its digest must be, in a document about its version alone. This is for clients with a lock file: they
 * want hundreds of files of hundreds of packages, and should not wait for the documents with all versions of each. The document is not
 * stored; afterwards only the file is known. If the document does not tell of the file, the package's own document decides.
 * Thread-safe.
 */
final class VersionDocuments {
    /** After so many requests in a row that were in vain, documents about versions are not asked for any more, for a while. */
    private static final int TOLERATED = 3;

    /** What an entry in memory takes beside its texts, roughly, in bytes. */
    private static final int WEIGHT = 500;

    private final ProxyParts proxy;
    private final Absences absences;
    private final DocumentRefresher refresher;
    private final SharedWork<FilePath, Optional<UpstreamFile>> running;
    private final AtomicInteger missed = new AtomicInteger();

    /**
     * For how many packages in a row the upstream had not even the package's document. (Most requests to a proxy that is not the last
     * member of its group are for packages that it does not have.) After several of them, only package documents are asked for, until there
     * is one again: they tell whether the package exists, which the absence of a document about a version does not.
     */
    private final AtomicInteger unknown = new AtomicInteger();

    /** When documents about versions were last found not worth asking for; null if they never were. */
    private volatile @Nullable Instant useless;

    /** Whether the last document said that its file is at the file's own path; then the next one is probably there, too. */
    private volatile boolean lastWasAtItsPath;

    VersionDocuments(ProxyParts proxy, Absences absences, DocumentRefresher refresher, Executor lane) {
        this.proxy = proxy;
        this.absences = absences;
        this.refresher = refresher;
        this.running = new SharedWork<>(lane);
    }

    /** The key under which it is cached what a document said of a file. */
    private record Told(long repositoryId, long generation, FilePath path) {}

    private record Kept(Instant told, UpstreamFile file) {}

    /**
     * Finds a file.
     *
     * @param owner what the path belongs to
     * @param otherwise finds it by the package's document; used if no document about the version tells of it
     * @return where it is; empty if there is none
     * @throws UpstreamFailedException if {@code otherwise} does
     */
    Optional<UpstreamFile> find(FilePath path, FileOwner owner, Supplier<Optional<UpstreamFile>> otherwise) {
        return find(path, owner, document(path, owner), otherwise);
    }

    /**
     * Returns a supplier that finds a file as {@link #find(FilePath, FileOwner, Supplier)} does, for callers that ask for the file at its
     * own path at the same time.
     *
     * @return empty if no document about the version is to be asked for, or if the last one did not say that its file is at the file's own
     *     path
     */
    Optional<Supplier<Optional<UpstreamFile>>> atOnce(
            FilePath path, FileOwner owner, Supplier<Optional<UpstreamFile>> otherwise) {
        return lastWasAtItsPath
                ? document(path, owner).map(document -> () -> find(path, owner, Optional.of(document), otherwise))
                : Optional.empty();
    }

    private Optional<UpstreamFile> find(
            FilePath path,
            FileOwner owner,
            Optional<UpstreamDocument> document,
            Supplier<Optional<UpstreamFile>> otherwise) {
        Optional<UpstreamFile> told = document.flatMap(wanted -> told(path, owner, wanted));
        if (told.isPresent()) {
            missed.set(0);
            unknown.set(0);
            return told;
        }
        Optional<UpstreamFile> found = otherwise.get();
        if (found.isPresent()) {
            unknown.set(0);
            if (document.isPresent() && missed.incrementAndGet() >= TOLERATED) {
                useless = proxy.now();
            }
        } else if (document.isPresent() && isPackageAbsent(owner.packageName())) {
            unknown.incrementAndGet();
        }
        return found;
    }

    private Optional<UpstreamDocument> document(FilePath path, FileOwner owner) {
        Instant noted = useless;
        if (proxy.upstream().offline()
                || noted != null && Moments.counts(noted, proxy.upstream().absenceTtl(), proxy.now())
                || unknown.get() >= TOLERATED) {
            return Optional.empty();
        }
        return proxy.codec()
                .versionDocument(path)
                .filter(document -> document.packageName().equals(owner.packageName())
                        && Objects.equals(document.version(), owner.version())
                        && !isPackageKnown(owner.packageName()));
    }

    private boolean isPackageAbsent(PackageName name) {
        return proxy.codec()
                .document(name, ViewScope.versions())
                .map(UpstreamDocument::key)
                .filter(absences::isKnown)
                .isPresent();
    }

    /** Tells whether enough is known of the package, its document or that it is absent, not to ask the upstream about it. */
    private boolean isPackageKnown(PackageName name) {
        return proxy.codec()
                .document(name, ViewScope.versions())
                .map(UpstreamDocument::key)
                .filter(key -> !absences.isKnown(key)
                        && !refresher.isFresh(proxy.rows().known(name, key, OptionalLong.empty())))
                .isEmpty();
    }

    private Optional<UpstreamFile> told(FilePath path, FileOwner owner, UpstreamDocument document) {
        Optional<UpstreamFile> kept = kept(path);
        if (kept.isPresent()) {
            return kept;
        }
        // Looked for again, since an earlier request may have got the answer before a thread is free for this one.
        return running.join(path, () -> kept(path).or(() -> ask(path, owner, document)));
    }

    private Optional<UpstreamFile> kept(FilePath path) {
        return proxy.engine()
                .cache()
                .find(key(path), Kept.class)
                .filter(kept -> Moments.counts(kept.told(), proxy.upstream().documentTtl(), proxy.now()))
                .map(Kept::file);
    }

    private Told key(FilePath path) {
        return new Told(proxy.id(), absences.generation(), path);
    }

    /**
     * Asks once, and treats any failure as "not told": the package's document is asked for next, with repeats, and that request reports
     * what is wrong.
     */
    private Optional<UpstreamFile> ask(FilePath path, FileOwner owner, UpstreamDocument document) {
        Told key = key(path);
        Optional<UpstreamFile> file = Optional.empty();
        try (Reply reply = proxy.client()
                .get(
                        document.location(),
                        Map.of("Accept", document.accept()),
                        proxy.client().once())) {
            if (reply.isAbsent()) {
                return Optional.empty();
            }
            file = refresher.read(document, reply).versions().stream()
                    .filter(version -> version.name().equals(document.version()))
                    .findFirst()
                    .flatMap(version ->
                            proxy.codec().file(path, version, proxy.upstream().url()))
                    .filter(found -> found.owner().equals(owner));
            proxy.client().arrived();
        } catch (IOException | UpstreamFailedException | InvalidInputException unusable) {
            return Optional.empty();
        } finally {
            lastWasAtItsPath = file.filter(found -> proxy.client().isAt(found.location(), path))
                    .isPresent();
        }
        file.ifPresent(found -> {
            int length = path.value().length() + found.location().length();
            proxy.engine().cache().put(key, new Kept(proxy.now(), found), WEIGHT + 2L * length);
        });
        return file;
    }
}
