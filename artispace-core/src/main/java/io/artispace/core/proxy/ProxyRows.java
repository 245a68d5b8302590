package io.artispace.core.proxy;

import io.artispace.ConflictException;
import io.artispace.FilePath;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Proxy;
import io.artispace.Publication;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.UpstreamFailedException;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.content.WholeContent;
import io.artispace.core.definition.Definitions;
import io.artispace.core.engine.Engine;
import io.artispace.core.engine.Lookup;
import io.artispace.core.publication.Author;
import io.artispace.core.publication.CorePublication;
import io.artispace.core.repository.Reading;
import io.artispace.core.view.LiveFile;
import io.artispace.core.view.PackageRowsCache;
import io.artispace.core.view.Rows;
import io.artispace.core.view.StoredPackages;
import io.artispace.core.view.ViewReader;
import io.artispace.event.RegistryEvent;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy knows, in rows like a hosted repository's. Three attributes of versions, which formats never see, tell the rest: a
 * version is <em>listed</em> if the upstream's document names it (else it is here because one of its files was asked for), its <em>age
 * is known</em> if the upstream told when it appeared (else the row says when it was first seen here), and it is <em>exempted</em> if
 * it was served before it was old enough, which is told once. Each attribute is present only while it is true, so that a file of a
 * version can be stored beside a refresh without taking anything away.
 */
final class ProxyRows {
    static final String LISTED = "artispace.listed";
    static final String AGE_KNOWN = "artispace.ageKnown";
    static final String EXEMPTED = "artispace.exempted";
    private static final String OURS = "artispace.";

    private final Engine engine;
    private final long id;
    private final Proxy definition;
    private final Author author;
    private final Set<DigestAlgorithm> algorithms;
    private final StoredPackages stored;
    private final PackageRowsCache rows;
    private final ViewReader views;

    /**
     * Creates the access to the rows of one proxy.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param definition the proxy's definition; answers of another upstream than its own are not written
     * @param format its format
     */
    ProxyRows(Engine engine, long id, Proxy definition, PackageFormat format) {
        this.engine = engine;
        this.id = id;
        this.definition = definition;
        this.author = new Author(definition.name(), "upstream", true);
        Set<DigestAlgorithm> computed = EnumSet.of(DigestAlgorithm.SHA256);
        computed.addAll(format.digests());
        this.algorithms = Collections.unmodifiableSet(computed);
        this.stored = new StoredPackages(engine, id, format);
        this.rows = new PackageRowsCache(engine.cache());
        this.views = new ViewReader(rows);
    }

    /** Returns the digests that are computed of what {@link #receive()} takes. */
    Set<DigestAlgorithm> digests() {
        return algorithms;
    }

    /** What is known of a package and of a document about it, at one moment. */
    record Known(long revision, Optional<UpstreamRow> document) {}

    /** What a proxy knows of a package and of a document about it. */
    private record OfKnown(long repositoryId, String packageName, String location) implements Lookup<Known> {
        /** A row with its validators. */
        private static final long ROW = 400;

        @Override
        public Known in(MetadataReader reader) {
            return new Known(
                    reader.packageRevision(repositoryId, packageName), reader.findUpstream(repositoryId, location));
        }

        @Override
        public long weight() {
            return ROW + 2L * (packageName.length() + location.length());
        }
    }

    /**
     * Looks up what is known of a package and of a document about it: the one look-up that a cached document costs.
     *
     * @param seen see {@link Reading#seen}; empty for what is known now
     */
    Known known(PackageName name, String location, OptionalLong seen) {
        return engine.look(new OfKnown(id, name.value(), location), seen);
    }

    /**
     * Returns the revision of a package; 0 if there is none.
     *
     * @param seen see {@link Reading#seen}; empty for the revision now
     */
    long revision(PackageName name, OptionalLong seen) {
        return stored.revision(name, seen);
    }

    /** Reads the listed versions of a package. */
    Optional<PackageView> view(PackageName name, ViewScope scope) {
        return engine.metadata()
                .read(reader -> views.read(reader, id, name, scope))
                .map(ProxyRows::listed)
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    private static PackageView listed(PackageView view) {
        return view.withVersions(view.versions().stream()
                .filter(version -> version.attributes().containsKey(LISTED))
                .map(ProxyRows::withoutMarks)
                .toList());
    }

    private static VersionView withoutMarks(VersionView version) {
        Map<String, String> attributes = new HashMap<>(version.attributes());
        attributes.keySet().removeIf(key -> key.startsWith(OURS));
        return version.withAttributes(attributes);
    }

    /**
     * Looks a stored file up for a request.
     *
     * @param seen see {@link Reading#seen}
     */
    Optional<LiveFile> file(FilePath path, OptionalLong seen) {
        return stored.file(path, seen);
    }

    /** Looks up whether a file is stored now. */
    Optional<FileRow> file(FilePath path) {
        return engine.metadata()
                .read(reader -> reader.findFile(id, path.value()))
                .filter(FileRow::isLive);
    }

    /** When a version appeared that is there; empty if it is not. */
    private record OfPublication(long repositoryId, String packageName, String version)
            implements Lookup<Optional<Instant>> {
        @Override
        public Optional<Instant> in(MetadataReader reader) {
            return reader.findPackage(repositoryId, packageName)
                    .flatMap(row -> reader.findVersion(row.id(), version))
                    .filter(VersionRow::isLive)
                    .map(VersionRow::published);
        }

        @Override
        public long weight() {
            return 2L * (packageName.length() + version.length());
        }
    }

    /** Tells when a version appeared, listed or not; empty if it is not known now. */
    Optional<Instant> published(FileOwner owner) {
        String version = owner.version();
        return version == null
                ? Optional.empty()
                : engine.look(new OfPublication(id, owner.packageName().value(), version), OptionalLong.empty());
    }

    /** Returns the stored manifest of a version; an empty text if there is none, or no such version. */
    String manifest(FileOwner owner) {
        return version(owner).map(VersionRow::manifest).orElse("");
    }

    private Optional<VersionRow> version(FileOwner owner) {
        String version = owner.version();
        return version == null
                ? Optional.empty()
                : engine.metadata()
                        .read(reader -> reader.findPackage(
                                        id, owner.packageName().value())
                                .flatMap(row -> reader.findVersion(row.id(), version))
                                .filter(VersionRow::isLive));
    }

    /** Returns the version that a stored file is of; empty if it is of none. */
    Optional<FileOwner> owner(FileRow file, PackageName name) {
        return engine.metadata()
                .read(reader -> Rows.versionOf(file, reader))
                .map(version -> new FileOwner(name, version.name()));
    }

    /** Returns the versions of a package whose age is not known. */
    List<String> versionsOfUnknownAge(PackageName name) {
        return engine.metadata()
                .read(reader -> reader
                        .findPackage(id, name.value())
                        .map(row -> reader.versions(row.id(), Manifests.WITHOUT))
                        .orElse(List.of())
                        .stream()
                        .filter(version -> !version.attributes().containsKey(AGE_KNOWN))
                        .map(VersionRow::name)
                        .toList());
    }

    /**
     * Brings the rows in line with a document of the upstream.
     *
     * @return false, and nothing is changed, if that is not the proxy's upstream any more
     */
    boolean synchronise(ProxyUpdate update) {
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
    boolean confirm(UpstreamRow row) {
        return engine.metadata().<Boolean>write(writer -> {
            boolean asked = isStillAsked(writer);
            if (asked) {
                writer.confirmUpstream(row);
            }
            return asked;
        });
    }

    /** Notes when versions appeared, unless the proxy has another upstream by now. */
    void noteAges(PackageName name, Map<String, Instant> ages) {
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
    void noteVersion(PackageName name, String version, @Nullable Instant told) {
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
    UpstreamFailedException replaced() {
        return new UpstreamFailedException("Cannot use what the upstream of the proxy " + Quote.of(definition.name())
                + " sent: the proxy was pointed to another one meanwhile, or deleted. Ask again.");
    }

    /** Notes that a version was served only because it is exempt, in one transaction with the event of it: once for ever, in whatever process. */
    void noteExemption(FileOwner owner, RegistryEvent event) {
        Optional<VersionRow> version = version(owner);
        if (version.isEmpty() || version.get().attributes().containsKey(EXEMPTED)) {
            return;
        }
        engine.listeners().tell(engine.metadata().write(writer -> {
            long packageId = writer.lockPackage(id, owner.packageName().value(), engine.now())
                    .id();
            Optional<VersionRow> row = writer.findVersion(
                            packageId, version.get().name())
                    .filter(stored -> stored.isLive() && !stored.attributes().containsKey(EXEMPTED));
            row.ifPresent(stored -> writer.updateVersion(exempted(stored)));
            return row.isPresent() ? List.of(writer.appendEvent(event)) : List.<RegistryEvent>of();
        }));
    }

    /** No view shows the mark, so the revision stays. */
    private static VersionRow exempted(VersionRow stored) {
        Map<String, String> attributes = new HashMap<>(stored.attributes());
        attributes.put(EXEMPTED, "true");
        return stored.withAttributes(attributes);
    }

    /**
     * Refuses a received file if other bytes were stored at its path before: for callers that hand it out before it is stored. The same is
     * checked again when it is stored.
     *
     * @throws ConflictException if there were other bytes, even if they were evicted since
     */
    void demandSameBytes(FilePath path, Digest sha256) {
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
    CorePublication receive(Runnable written) {
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
    FileRow store(FilePath path, FileOwner owner, WholeContent content, Runnable written) {
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
    FileRow store(Publication receiving, FilePath path, FileOwner owner, StagedBlob content) {
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
