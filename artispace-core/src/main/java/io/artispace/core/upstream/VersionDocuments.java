package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.policy.Moments;
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

/**
 * Finds where a file is and what its digest must be in a document about its version alone, so that whoever has a lock file, and wants hundreds of files of
 * hundreds of packages, does not have to wait for all that there ever was of each of them. Nothing of it is written down: of the package no more is
 * known afterwards than that it has the file. Only a yes counts; about anything else the package's own document decides. Thread-safe.
 */
final class VersionDocuments {
    /** How often in a row the documents about versions may have been asked for in vain, before they are not asked for any more. */
    private static final int TOLERATED = 3;

    /** What an entry in memory takes beside its texts, roughly. */
    private static final int WEIGHT = 500;

    private final ProxyParts proxy;
    private final DocumentRefresher refresher;
    private final SharedWork<FilePath, Optional<UpstreamFile>> running;
    private final AtomicInteger missed = new AtomicInteger();

    /**
     * Of how many packages in a row the upstream had not even the package's document, as of most that one is asked for which is not the last of a group. It
     * is asked for that alone then, until it has one again: that there is no document about a version does not tell whether there is the package.
     */
    private final AtomicInteger unknown = new AtomicInteger();

    private volatile Instant askedAgain = Instant.MIN;

    /** Whether the last document told of a file, and that it is where its path says, so that the next will probably be, too. */
    private volatile boolean lastWasAtItsPath;

    VersionDocuments(ProxyParts proxy, DocumentRefresher refresher, Executor lane) {
        this.proxy = proxy;
        this.refresher = refresher;
        this.running = new SharedWork<>(lane);
    }

    /** What a document said of a file; until when that counts is kept with it. */
    private record Told(long repositoryId, long generation, FilePath path) {}

    private record Kept(Instant until, UpstreamFile file) {}

    /**
     * Finds a file.
     *
     * @param owner what the path belongs to
     * @param otherwise finds it by what is known of the package, for which the upstream is asked; used where no document about the version tells
     * @return where it is; empty if there is none
     * @throws UpstreamFailedException if {@code otherwise} does
     */
    Optional<UpstreamFile> find(FilePath path, FileOwner owner, Supplier<Optional<UpstreamFile>> otherwise) {
        return find(path, owner, document(path, owner), otherwise);
    }

    /**
     * Returns what finds a file as {@link #find(FilePath, FileOwner, Supplier)} does, for who asks for the file at its own path meanwhile.
     *
     * @return empty where no document about the version is to be asked for, or the last one did not tell of a file at its path
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
                askedAgain = Moments.after(proxy.now(), proxy.upstream().absenceTtl());
            }
        } else if (document.isPresent() && isPackageAbsent(owner.packageName())) {
            unknown.incrementAndGet();
        }
        return found;
    }

    private Optional<UpstreamDocument> document(FilePath path, FileOwner owner) {
        if (proxy.upstream().offline() || proxy.now().isBefore(askedAgain) || unknown.get() >= TOLERATED) {
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
                .filter(refresher::isKnownAbsent)
                .isPresent();
    }

    /** Tells whether nobody has to be asked about the package. */
    private boolean isPackageKnown(PackageName name) {
        return proxy.codec()
                .document(name, ViewScope.versions())
                .map(UpstreamDocument::key)
                .filter(key -> !refresher.isKnownAbsent(key)
                        && !refresher.isFresh(proxy.rows().known(name, key, OptionalLong.empty())))
                .isEmpty();
    }

    private Optional<UpstreamFile> told(FilePath path, FileOwner owner, UpstreamDocument document) {
        Optional<UpstreamFile> kept = kept(path);
        if (kept.isPresent()) {
            return kept;
        }
        // A request that asked a moment ago may have been told by the time that a thread comes to it.
        return Fetch.await(running.join(path, () -> kept(path).or(() -> ask(path, owner, document))));
    }

    private Optional<UpstreamFile> kept(FilePath path) {
        return proxy.engine()
                .cache()
                .find(key(path), Kept.class)
                .filter(kept -> proxy.now().isBefore(kept.until()))
                .map(Kept::file);
    }

    private Told key(FilePath path) {
        return new Told(proxy.id(), refresher.generation(), path);
    }

    /** Asks once, and is content with any failure: whoever asks for the package's document next has it repeated, and finds out what is wrong. */
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
            Instant until = Moments.after(proxy.now(), proxy.upstream().documentTtl());
            int length = path.value().length() + found.location().length();
            proxy.engine().cache().put(key, new Kept(until, found), WEIGHT + 2L * length);
        });
        return file;
    }
}
