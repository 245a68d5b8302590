package io.artispace.core.publication;

import static java.util.Objects.requireNonNull;

import io.artispace.ConflictException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.core.content.StagedContent;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One package within the transaction that commits a publication: applies its edits under the package's lock, at the package's next
 * revision, and notes what happened. If nothing changed, the revision stays.
 */
final class PackageTransaction {
    private final MetadataWriter writer;
    private final PackageRow row;
    private final Author author;
    private final Instant time;
    private final long revision;
    private final Set<Digest> named;
    private final Map<String, String> attributes;
    private final Map<String, Optional<VersionRow>> versions = new HashMap<>();
    private final List<RegistryEvent> events = new ArrayList<>();
    private @Nullable Map<String, String> tags;

    /**
     * Begins without changes.
     *
     * @param named the blobs that files named shortly before
     */
    PackageTransaction(MetadataWriter writer, PackageRow row, Author author, Instant now, Set<Digest> named) {
        this.writer = writer;
        this.row = row;
        this.author = author;
        this.time = now.isBefore(row.modified()) ? row.modified() : now;
        this.revision = row.revision() + 1;
        this.named = named;
        this.attributes = new HashMap<>(row.attributes());
    }

    void expectRevision(long expected) {
        if (row.revision() != expected) {
            throw new ConflictException("Cannot change " + Quote.of(row.name()) + " in " + Quote.of(author.repository())
                    + ": it is at revision " + row.revision() + ", and the change was made from revision " + expected
                    + ". Read it again and repeat the change.");
        }
    }

    /** Writes the package's row if anything changed, and the events. */
    List<RegistryEvent> finish() {
        boolean attributesChanged = !attributes.equals(row.attributes());
        if (attributesChanged) {
            note(Type.PACKAGE_CHANGED, null, null);
        }
        if (events.isEmpty()) {
            return List.of();
        }
        writer.updatePackage(
                new PackageRow(row.id(), row.repositoryId(), row.name(), revision, row.created(), time, attributes));
        return writer.appendEvents(events);
    }

    String packageName() {
        return row.name();
    }

    long packageId() {
        return row.id();
    }

    /** The newest row of a version, live or removed. */
    Optional<VersionRow> version(String version) {
        Optional<VersionRow> known = versions.get(version);
        if (known == null) {
            known = isNew() ? Optional.empty() : writer.findVersion(row.id(), version);
            versions.put(version, known);
        }
        return known;
    }

    /** A package that never had a revision has no versions and no tags, and never had any. */
    private boolean isNew() {
        return row.revision() == 0;
    }

    private VersionRow liveVersion(String version) {
        return version(version)
                .filter(VersionRow::isLive)
                .orElseThrow(() -> new NotFoundException("There is no version " + Quote.of(version) + " of "
                        + Quote.of(row.name()) + " in " + Quote.of(author.repository()) + "."));
    }

    void insertVersion(String version, Map<String, String> versionAttributes, String manifest) {
        VersionRow added = new VersionRow(0, row.id(), version, revision, time, null, versionAttributes, manifest);
        versions.put(version, Optional.of(added.withId(writer.insertVersion(added))));
        note(Type.VERSION_PUBLISHED, version, null);
    }

    void writeVersion(VersionRow stored, Map<String, String> versionAttributes, String manifest) {
        if (stored.attributes().equals(versionAttributes) && stored.manifest().equals(manifest)) {
            return;
        }
        VersionRow changed =
                stored.withAttributes(versionAttributes).withManifest(manifest).withRevision(revision);
        writer.updateVersion(changed);
        versions.put(stored.name(), Optional.of(changed));
        if (stored.revision() != revision) { // or this commit has published or changed it already, and said so
            note(Type.VERSION_CHANGED, stored.name(), null);
        }
    }

    void putVersionAttribute(String version, String key, String value) {
        VersionRow stored = liveVersion(version);
        Map<String, String> changed = new HashMap<>(stored.attributes());
        changed.put(key, value);
        writeVersion(stored, changed, stored.manifest());
    }

    void removeVersionAttribute(String version, String key) {
        VersionRow stored = liveVersion(version);
        Map<String, String> changed = new HashMap<>(stored.attributes());
        changed.remove(key);
        writeVersion(stored, changed, stored.manifest());
    }

    Optional<FileRow> file(String path) {
        return writer.findFile(row.repositoryId(), path);
    }

    /**
     * Adds a file, unless the repository has, or had, one of its path, or the version is not there; tells whether it did. Content that was
     * there already is not added before its path is looked up, since to try changes the blob's row.
     */
    boolean insertNewFile(@Nullable String version, String path, StagedContent content) {
        if (named.contains(content.digests().sha256())
                || version != null
                        && version(version).filter(VersionRow::isLive).isEmpty()) {
            return false;
        }
        OptionalLong id = writer.insertNewFile(row(version, path, content), time);
        id.ifPresent(added -> inserted(added, version, path));
        return id.isPresent();
    }

    void insertFile(@Nullable String version, String path, StagedContent content) {
        inserted(writer.insertFile(row(version, path, content), time), version, path);
    }

    private FileRow row(@Nullable String version, String path, StagedContent content) {
        Long versionId = version == null ? null : (Long) liveVersion(version).id();
        return new FileRow(
                0,
                row.repositoryId(),
                row.id(),
                versionId,
                path,
                content.size(),
                content.digests(),
                revision,
                time,
                null);
    }

    private void inserted(long id, @Nullable String version, String path) {
        if (author.caches()) {
            // Eviction finds files by their use.
            writer.noteUses(Map.of(id, time));
        }
        note(Type.FILE_PUBLISHED, version, path);
    }

    void removeFile(String path) {
        FileRow stored = file(path)
                .filter(f -> f.isLive() && f.packageId() == row.id())
                .orElseThrow(() -> new NotFoundException(
                        "There is no file " + Quote.of(path) + " in " + Quote.of(author.repository()) + "."));
        removeFile(stored);
    }

    void removeFile(FileRow stored) {
        writer.removeFile(stored.id(), revision, time);
        note(Type.FILE_REMOVED, null, stored.path());
    }

    void putTag(String tag, String version) {
        liveVersion(version);
        if (!version.equals(tags().get(tag))) {
            writer.putTag(row.id(), tag, version, revision, time);
            tags().put(tag, version);
            note(Type.TAG_CHANGED, version, tag);
        }
    }

    void putTagIfAbsent(String tag, String version) {
        if (!tags().containsKey(tag)) {
            putTag(tag, version);
        }
    }

    /** Returns what the tags point to now, within the transaction. */
    private Map<String, String> tags() {
        Map<String, String> known = tags;
        if (known == null) {
            known = isNew() ? new LinkedHashMap<>() : new LinkedHashMap<>(writer.tags(row.id()));
            tags = known;
        }
        return known;
    }

    void removeTag(String tag) {
        if (tags().remove(tag) != null) {
            writer.removeTag(row.id(), tag, revision, time);
            note(Type.TAG_REMOVED, null, tag);
        }
    }

    void removeVersion(String version) {
        VersionRow stored = liveVersion(version);
        writer.filesOfVersion(stored.id()).forEach(this::removeFile);
        new LinkedHashMap<>(tags()).forEach((tag, target) -> {
            if (target.equals(version)) {
                removeTag(tag);
            }
        });
        writer.removeVersion(stored.id(), revision, time);
        versions.put(version, Optional.of(removed(stored)));
        note(Type.VERSION_REMOVED, version, null);
    }

    private VersionRow removed(VersionRow stored) {
        return new VersionRow(
                stored.id(),
                stored.packageId(),
                stored.name(),
                revision,
                stored.published(),
                time,
                stored.attributes(),
                stored.manifest());
    }

    void removeEverything() {
        writer.versions(row.id(), Manifests.WITHOUT).forEach(version -> removeVersion(version.name()));
        writer.files(row.id()).forEach(this::removeFile);
        List.copyOf(tags().keySet()).forEach(this::removeTag);
        attributes.clear();
    }

    void putAttribute(String key, String value) {
        attributes.put(key, value);
    }

    void changeAttributes(Consumer<Map<String, String>> change) {
        Map<String, String> changed = new HashMap<>(attributes);
        change.accept(changed);
        changed.forEach((key, value) -> {
            if (!attributes.containsKey(key)) {
                RecordedChanges.attributeName(key);
            }
            requireNonNull(value, key);
        });
        attributes.clear();
        attributes.putAll(changed);
    }

    void removeAttribute(String key) {
        attributes.remove(key);
    }

    private void note(Type type, @Nullable String version, @Nullable String detail) {
        events.add(new RegistryEvent(0, time, type, author.repository(), row.name(), version, detail, author.caller()));
    }
}
