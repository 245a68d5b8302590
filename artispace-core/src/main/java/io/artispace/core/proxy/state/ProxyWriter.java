package io.artispace.core.proxy.state;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.content.WholeContent;
import io.artispace.core.definition.Definitions;
import io.artispace.core.engine.Engine;
import io.artispace.core.publication.Author;
import io.artispace.core.publication.CorePublication;
import io.artispace.core.view.PackageRowsCache;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes into the rows of one proxy what its upstream told or sent, as long as the proxy has that upstream: whoever waits for an answer
 * may have been overtaken by a change of the definition.
 */
public final class ProxyWriter {
    private final Engine engine;
    private final long id;
    private final Proxy definition;
    private final Author author;
    private final Set<DigestAlgorithm> algorithms;
    private final PackageRowsCache rows;

    /**
     * Creates a writer.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param definition the proxy's definition; answers of another upstream than its own are not written
     * @param format its format
     * @param rows where those are kept that were written last
     */
    ProxyWriter(Engine engine, long id, Proxy definition, PackageFormat format, PackageRowsCache rows) {
        this.engine = engine;
        this.id = id;
        this.definition = definition;
        this.author = new Author(definition.name(), "upstream", true);
        Set<DigestAlgorithm> computed = EnumSet.of(DigestAlgorithm.SHA256);
        computed.addAll(format.digests());
        this.algorithms = Collections.unmodifiableSet(computed);
        this.rows = rows;
    }

    /** Returns the digests that are computed of what {@link #receive} takes. */
    public Set<DigestAlgorithm> digests() {
        return algorithms;
    }

    /**
     * Brings the rows in line with a document of the upstream.
     *
     * @return false, and nothing is changed, if that is not the proxy's upstream any more
     */
    public boolean synchronise(ProxyUpdate update) {
        Optional<ProxyUpdate.Outcome> outcome = engine.metadata()
                .write(writer -> isStillAsked(writer)
                        ? Optional.of(update.apply(writer, definition, id, author, engine.now()))
                        : Optional.empty());
        outcome.ifPresent(done -> {
            if (done.rows() != null) {
                rows.written(done.packageId(), done.rows());
            }
            engine.listeners().tell(done.events());
        });
        return outcome.isPresent();
    }

    /**
     * Notes that the upstream confirmed a document, unless what is known of it changed since the upstream was asked.
     *
     * @return false, and nothing is changed, if that is not the proxy's upstream any more
     */
    public boolean confirm(UpstreamRow row) {
        return engine.metadata().<Boolean>write(writer -> {
            boolean asked = isStillAsked(writer);
            if (asked) {
                writer.confirmUpstream(row);
            }
            return asked;
        });
    }

    /** Notes when versions appeared, unless the proxy has another upstream by now. */
    public void noteAges(PackageName name, Map<String, Instant> ages) {
        engine.metadata().write(writer -> {
            if (isStillAsked(writer)) {
                AgeUpdate.apply(writer, id, name, ages, engine.now());
            }
            return null;
        });
    }

    /**
     * Notes a version that the upstream has although no document told of it, unless it is known by now.
     *
     * @param told when it appeared; null if the upstream does not tell, so that it counts as seen first now
     * @throws UpstreamFailedException if it was another upstream that told
     */
    public void noteVersion(PackageName name, String version, @Nullable Instant told) {
        engine.metadata().write(writer -> {
            demandStillAsked(writer);
            AgeUpdate.insert(writer, id, name, version, told, engine.now());
            return null;
        });
    }

    /** Tells whether the proxy still has the upstream whose answer is to be written; until the transaction ends nobody gives it another. */
    private boolean isStillAsked(MetadataWriter writer) {
        return writer.holdRepository(id)
                .filter(row -> Definitions.ofRow(row) instanceof Proxy now
                        && now.upstream().url().equals(definition.upstream().url()))
                .isPresent();
    }

    private void demandStillAsked(MetadataWriter writer) {
        if (!isStillAsked(writer)) {
            throw replaced();
        }
    }

    /** Makes the exception for requests whose answer came from another upstream than the proxy has now. */
    public UpstreamFailedException replaced() {
        return new UpstreamFailedException("Cannot use what the upstream of the proxy " + Quote.of(definition.name())
                + " sent: the proxy was pointed to another one meanwhile, or deleted. Ask again.");
    }

    /** Notes that the upstream failed, and what is stored of a package is served. */
    public void noteFailure(PackageName name) {
        append(event(Type.UPSTREAM_FAILED, name, null, null));
    }

    /** Notes that the upstream sent other bytes for a file than before. */
    public void noteOtherBytes(FileOwner owner, FilePath path) {
        append(event(Type.UPSTREAM_ALTERED, owner.packageName(), owner.version(), path));
    }

    private void append(RegistryEvent event) {
        RegistryEvent stored = engine.metadata().<RegistryEvent>write(writer -> writer.appendEvent(event));
        engine.listeners().tell(List.of(stored));
    }

    private RegistryEvent event(Type type, PackageName name, @Nullable String version, @Nullable FilePath path) {
        String detail = path == null ? null : path.value();
        return new RegistryEvent(
                0, engine.now(), type, author.repository(), name.value(), version, detail, author.caller());
    }

    /**
     * Notes that a version was served only because it is exempt, in one transaction with the event of it: once for ever, in whatever
     * process.
     */
    public void noteExemption(FileOwner owner, FilePath path) {
        RegistryEvent event = event(Type.POLICY_EXEMPTED, owner.packageName(), owner.version(), path);
        String version = Objects.requireNonNull(owner.version(), "version");
        engine.listeners().tell(engine.metadata().write(writer -> {
            long packageId = writer.lockPackage(id, owner.packageName().value(), engine.now())
                    .id();
            Optional<VersionRow> row = writer.findVersion(packageId, version)
                    .filter(stored -> stored.isLive() && !stored.attributes().containsKey(ProxyRows.EXEMPTED));
            row.ifPresent(stored -> writer.updateVersion(exempted(stored)));
            return row.isPresent() ? List.of(writer.appendEvent(event)) : List.<RegistryEvent>of();
        }));
    }

    /** No view shows the mark, so the revision stays. */
    private static VersionRow exempted(VersionRow stored) {
        Map<String, String> attributes = new HashMap<>(stored.attributes());
        attributes.put(ProxyRows.EXEMPTED, "true");
        return stored.withAttributes(attributes);
    }

    /**
     * Refuses a received file if other bytes were stored at its path before: for callers that hand it out before it is stored. The same is
     * checked again when it is stored.
     *
     * @throws ConflictException if there were other bytes, even if they were evicted since
     */
    public void demandSameBytes(FilePath path, Digest sha256) {
        engine.metadata()
                .look(reader -> reader.findFile(id, path.value()))
                .filter(before -> !before.digests().sha256().equals(sha256))
                .ifPresent(before -> {
                    throw new ConflictException("Cannot serve " + Quote.of(path) + " of " + Quote.of(definition.name())
                            + ": other bytes were stored there before.");
                });
    }

    /**
     * Begins to receive a file; {@link #store(Publication, FilePath, FileOwner, StagedBlob)} ends it. The caller closes it.
     *
     * @param written what is done once it is stored, before listeners are told of it
     */
    public CorePublication receive(Runnable written) {
        return new CorePublication(engine, id, author, algorithms, new StillAsked(), written);
    }

    /** What a proxy stores was decided before it was fetched, except whether its upstream is still the one that sent it. */
    private final class StillAsked implements CorePublication.Rules {
        @Override
        public void demandStill(MetadataWriter writer) {
            demandStillAsked(writer);
        }
    }

    /**
     * Stores a file that came whole, as {@link #store(Publication, FilePath, FileOwner, StagedBlob)} does.
     *
     * @param written see {@link #receive}
     */
    public FileRow store(FilePath path, FileOwner owner, WholeContent content, Runnable written) {
        try (CorePublication receiving = receive(written)) {
            return store(receiving, path, owner, receiving.stage(content));
        }
    }

    /**
     * Stores a received file under its path.
     *
     * @throws ConflictException if other bytes were stored there before
     * @throws UpstreamFailedException if they came from another upstream than the proxy has now
     */
    public FileRow store(Publication receiving, FilePath path, FileOwner owner, StagedBlob content) {
        var changes = receiving.change(owner.packageName());
        String version = owner.version();
        if (version == null) {
            changes.putFile(path, content, Overwrite.SAME);
        } else {
            changes.putVersion(version, Map.of(), "", Overwrite.SAME).putFile(version, path, content, Overwrite.SAME);
        }
        receiving.commit();
        // Even if the file was evicted since: its bytes stay for a while, and are given to those who wait for them.
        return engine.metadata()
                .read(reader -> reader.findFile(id, path.value()))
                .orElseThrow(this::replaced);
    }
}
