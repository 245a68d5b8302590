package io.artispace.core.publication;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.content.StagedContent;
import io.artispace.core.content.WholeContent;
import io.artispace.core.engine.Engine;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataWriter;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A publication into a hosted repository.
 *
 * <p>The order of a commit is the registry's first promise, bytes before names, names before answers: changes that would be refused
 * anyway are refused; the bytes become durable and readable under their digests ({@link BlobCommit}); one transaction writes every row,
 * packages in the order of their names so that two publications cannot wait for each other; then the listeners are told and the caller
 * gets its answer.
 */
public final class CorePublication implements Publication {
    private final Engine engine;
    private final long repositoryId;
    private final Author author;
    private final Rules rules;
    private final Map<PackageName, RecordedChanges> changes = new TreeMap<>();
    private final Staging staging;
    private final Runnable written;
    private boolean closed;

    /**
     * Begins a publication.
     *
     * @param author in whose name it changes the repository
     * @param algorithms the digests that are computed of what is staged
     * @param rules what may be changed
     * @param written is run by each commit once the rows are written, before the listeners are told of them
     */
    public CorePublication(
            Engine engine,
            long repositoryId,
            Author author,
            Set<DigestAlgorithm> algorithms,
            Rules rules,
            Runnable written) {
        this.engine = engine;
        this.repositoryId = repositoryId;
        this.author = author;
        this.rules = rules;
        this.written = written;
        this.staging = new Staging(engine.blobs(), algorithms, engine.limits().maxFileSize());
    }

    /** Says what may be changed; each commit asks. */
    public interface Rules {
        /** Throws an exception if one of the changes must not be made; called before any byte is stored. */
        default void demand(List<Change> changes) {}

        /** Throws an exception if the manifest of a version is not as the format writes it; called when it is recorded. */
        default void demandManifest(PackageName packageName, String version, String manifest) {}

        /** Throws an exception if nothing may be written any more; called in the transaction that writes. */
        default void demandStill(MetadataWriter writer) {}
    }

    @Override
    public StagedContent stage(InputStream bytes) {
        checkOpen();
        return staging.read(bytes);
    }

    @Override
    public Sink stage() {
        checkOpen();
        return staging.begin();
    }

    /** Takes a content that came whole. */
    public StagedContent stage(WholeContent content) {
        checkOpen();
        return staging.take(content);
    }

    @Override
    public PackageChanges change(PackageName packageName) {
        checkOpen();
        return changes.computeIfAbsent(packageName, name -> new RecordedChanges(name, staging.contents(), rules));
    }

    @Override
    public void commit() {
        checkOpen();
        rules.demand(changes.values().stream()
                .flatMap(change -> change.asked().stream())
                .toList());
        BlobCommit blobs = new BlobCommit(engine, contentsOfFiles());
        List<BlobRow> stale = engine.metadata().look(reader -> blobs.stale(reader, check(reader)));
        blobs.store(stale);
        List<RegistryEvent> events;
        try {
            events = engine.metadata().write(writer -> {
                rules.demandStill(writer);
                List<RegistryEvent> written = writeRows(writer, blobs.named());
                blobs.demandInTime();
                return written;
            });
        } catch (ConflictException | NotFoundException | InvalidInputException | UpstreamFailedException refused) {
            throw left(refused, blobs);
        } catch (StorageFailedException failed) {
            // A store reports rows of a deleted repository like any others that it cannot write.
            throw isDeleted(failed) ? left(deleted(failed), blobs) : failed;
        }
        changes.clear();
        written.run();
        engine.listeners().tell(events);
    }

    /** Leaves the bytes to a collection. If that fails, a repair finds them; the caller needs to know the refusal all the same. */
    private static <T extends RuntimeException> T left(T refusal, BlobCommit blobs) {
        try {
            blobs.leaveToCollection();
        } catch (RuntimeException failed) {
            refusal.addSuppressed(failed);
        }
        return refusal;
    }

    private boolean isDeleted(StorageFailedException failed) {
        try {
            return engine.metadata()
                    .read(reader -> reader.repositories().stream().noneMatch(row -> row.id() == repositoryId));
        } catch (RuntimeException failsAgain) {
            failed.addSuppressed(failsAgain);
            return false;
        }
    }

    private NotFoundException deleted(StorageFailedException failed) {
        NotFoundException gone = new NotFoundException("Cannot publish into " + Quote.of(author.repository())
                + ": the repository was deleted meanwhile. Nothing was published; publish into another one.");
        gone.addSuppressed(failed);
        return gone;
    }

    private List<StagedContent> contentsOfFiles() {
        List<StagedContent> found = new ArrayList<>();
        for (RecordedChanges change : changes.values()) {
            for (Edit edit : change.edits()) {
                if (edit instanceof FileEdit file) {
                    found.add(file.content());
                }
            }
        }
        return found;
    }

    private Set<Digest> check(MetadataReader reader) {
        Set<Digest> named = new HashSet<>();
        for (RecordedChanges change : changes.values()) {
            for (Edit edit : change.edits()) {
                edit.check(reader, repositoryId).ifPresent(named::add);
            }
        }
        return named;
    }

    private List<RegistryEvent> writeRows(MetadataWriter writer, Set<Digest> named) {
        Instant now = engine.now();
        List<RegistryEvent> events = new ArrayList<>();
        for (RecordedChanges change : changes.values()) {
            PackageTransaction transaction = new PackageTransaction(
                    writer,
                    writer.lockPackage(repositoryId, change.packageName().value(), now),
                    author,
                    now,
                    named);
            if (change.expectedRevision().isPresent()) {
                transaction.expectRevision(change.expectedRevision().getAsLong());
            }
            for (Edit edit : change.edits()) {
                edit.apply(transaction);
            }
            events.addAll(transaction.finish());
        }
        return events;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        staging.close();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The publication was closed already");
        }
    }
}
