package io.artispace.core.proxy.state;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.core.engine.Engine;
import io.artispace.core.engine.Lookup;
import io.artispace.core.repository.Reading;
import io.artispace.core.view.LiveFile;
import io.artispace.core.view.PackageRowsCache;
import io.artispace.core.view.Rows;
import io.artispace.core.view.StoredPackages;
import io.artispace.core.view.ViewReader;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy knows, in rows like a hosted repository's. Four attributes of versions, which formats never see, tell the rest: a
 * version is <em>listed</em> if the upstream's document names it (else it is here because one of its files was asked for), or was
 * <em>unlisted</em> at an instant, its <em>age is known</em> if the upstream told when it appeared (else the row says when it was first
 * seen here), and it is <em>exempted</em> if it was served before it was old enough, which is told once. Each attribute is present only
 * while it is true, so that a file of a version can be stored beside a refresh without taking anything away.
 */
public final class ProxyRows {
    static final String LISTED = "artispace.listed";
    static final String UNLISTED = "artispace.unlisted";
    static final String AGE_KNOWN = "artispace.ageKnown";
    static final String EXEMPTED = "artispace.exempted";
    private static final String OURS = "artispace.";

    private final Engine engine;
    private final long id;
    private final StoredPackages stored;
    private final ViewReader views;

    /**
     * Creates the access to the rows of one proxy.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param format its format
     * @param rows where those are kept that were read or written last
     */
    ProxyRows(Engine engine, long id, PackageFormat format, PackageRowsCache rows) {
        this.engine = engine;
        this.id = id;
        this.stored = new StoredPackages(engine, id, format);
        this.views = new ViewReader(rows);
    }

    /** Returns what is stored, listed or not. */
    public StoredPackages stored() {
        return stored;
    }

    /** What is known of a package and of a document about it, at one moment. */
    public record Known(long revision, Optional<UpstreamRow> document) {
        /** When the upstream last confirmed the document; null if none is stored. */
        public @Nullable Instant confirmed() {
            return document.map(UpstreamRow::checked).orElse(null);
        }
    }

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
    public Known known(PackageName name, String location, OptionalLong seen) {
        return engine.cached(new OfKnown(id, name.value(), location), seen);
    }

    /**
     * Returns the revision of a package; 0 if there is none.
     *
     * @param seen see {@link Reading#seen}; empty for the revision now
     */
    public long revision(PackageName name, OptionalLong seen) {
        return stored.revision(name, seen);
    }

    /** Reads the listed versions of a package. */
    public Optional<PackageView> view(PackageName name, ViewScope scope) {
        return view(name, scope, Optional.empty());
    }

    /**
     * Reads the versions of a package that are listed or, at a moment, were, and its tags as they were then. If the package was not known
     * then, as where a session was recorded elsewhere, they are those of now.
     */
    public Optional<PackageView> view(PackageName name, ViewScope scope, Optional<Instant> moment) {
        return engine.metadata()
                .read(reader -> views.read(reader, id, name, scope)
                        .map(view -> moment.filter(then -> !view.created().isAfter(then))
                                .flatMap(then -> reader.findPackage(id, name.value())
                                        .map(row -> view.withTags(reader.tagsAsOf(row.id(), then))))
                                .orElse(view)))
                .map(view -> listed(view, moment.orElse(Instant.MAX)))
                .filter(view -> scope.version() != null || !view.isEmpty());
    }

    private static PackageView listed(PackageView view, Instant moment) {
        return view.withVersions(view.versions().stream()
                .filter(version -> isListed(version.attributes(), moment))
                .map(ProxyRows::withoutMarks)
                .toList());
    }

    private static boolean isListed(Map<String, String> attributes, Instant moment) {
        String unlisted = attributes.get(UNLISTED);
        return attributes.containsKey(LISTED)
                || unlisted != null && Instant.parse(unlisted).isAfter(moment);
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
    public Optional<LiveFile> file(FilePath path, OptionalLong seen) {
        return stored.file(path, seen);
    }

    /** Looks up whether a file is stored now. */
    public Optional<FileRow> file(FilePath path) {
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
    public Optional<Instant> published(FileOwner owner) {
        String version = owner.version();
        return version == null
                ? Optional.empty()
                : engine.cached(new OfPublication(id, owner.packageName().value(), version), OptionalLong.empty());
    }

    /** Returns the stored manifest of a version; an empty text if there is none, or no such version. */
    public String manifest(FileOwner owner) {
        return version(owner).map(VersionRow::manifest).orElse("");
    }

    /** Tells whether a version is there of which it is not noted yet that it was served only because it is exempt. */
    public boolean lacksExemption(FileOwner owner) {
        return version(owner)
                .filter(version -> !version.attributes().containsKey(EXEMPTED))
                .isPresent();
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
    public Optional<FileOwner> owner(FileRow file, PackageName name) {
        return engine.metadata()
                .read(reader -> Rows.versionOf(file, reader))
                .map(version -> new FileOwner(name, version.name()));
    }

    /** Returns the versions of a package whose age is not known. */
    public List<VersionRow> versionsOfUnknownAge(PackageName name) {
        return engine.metadata()
                .read(reader -> reader
                        .findPackage(id, name.value())
                        .map(row -> reader.versions(row.id(), Manifests.WITHOUT))
                        .orElse(List.of())
                        .stream()
                        .filter(version -> !version.attributes().containsKey(AGE_KNOWN))
                        .toList());
    }
}
