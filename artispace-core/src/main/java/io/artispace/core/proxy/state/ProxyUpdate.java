package io.artispace.core.proxy.state;

import io.artispace.Proxy;
import io.artispace.ViewScope;
import io.artispace.core.publication.Author;
import io.artispace.core.view.PackageRows;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamPackage;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream's document changes in the rows of a proxy. A document that says what is known already changes no revision, so nothing
 * has to be rendered anew. One event stands for all of it: a package may come with thousands of versions.
 *
 * @param document which document
 * @param content what it says
 * @param state what is known of the document from now on
 * @param codec of the format
 */
public record ProxyUpdate(UpstreamDocument document, UpstreamPackage content, UpstreamRow state, UpstreamCodec codec) {
    /**
     * The outcome of an update.
     *
     * @param events to be told
     * @param packageId the package's row
     * @param rows all rows of the package; null if it was there before, since this update does not know all of them then
     */
    record Outcome(
            List<RegistryEvent> events,
            long packageId,
            @Nullable PackageRows rows) {}

    Outcome apply(MetadataWriter writer, Proxy proxy, long repositoryId, Author author, Instant now) {
        PackageRow row = writer.lockPackage(repositoryId, document.packageName().value(), now);
        return new Application(writer, row, now, new ToldDigests(writer, proxy, codec)).apply(author);
    }

    /** Tells whether the document is about the package, and not about one version alone. */
    private boolean isWhole() {
        return document.version() == null;
    }

    /** Applies the document to one package, under its lock and as its next revision. */
    private final class Application {
        private final MetadataWriter writer;
        private final PackageRow row;
        private final long revision;
        private final Instant now;
        private final ToldDigests digests;

        Application(MetadataWriter writer, PackageRow row, Instant now, ToldDigests digests) {
            this.writer = writer;
            this.row = row;
            this.revision = row.revision() + 1;
            this.now = now;
            this.digests = digests;
        }

        Outcome apply(Author author) {
            boolean isNew = row.revision() == 0;
            List<VersionRow> added = isNew ? add() : List.of();
            boolean changed = isNew ? !added.isEmpty() : merge();
            if (isWhole()) {
                changed |= tags();
                changed |= !row.attributes().equals(content.attributes());
            }
            writer.putUpstream(state);
            if (!changed) {
                return new Outcome(List.of(), row.id(), null);
            }
            Map<String, String> attributes = isWhole() ? content.attributes() : row.attributes();
            writer.updatePackage(
                    new PackageRow(row.id(), row.repositoryId(), row.name(), revision, row.created(), now, attributes));
            List<RegistryEvent> events = new ArrayList<>(digests.alarms());
            events.add(new RegistryEvent(
                    0, now, Type.PACKAGE_CHANGED, author.repository(), row.name(), null, null, author.caller()));
            return new Outcome(
                    writer.appendEvents(events), row.id(), isNew ? PackageRows.of(revision, added, List.of()) : null);
        }

        /** Adds the versions of a package that was not there, without looking for earlier ones. */
        private List<VersionRow> add() {
            List<VersionRow> added = new ArrayList<>(content.versions().size());
            Set<String> names = new HashSet<>();
            for (UpstreamPackage.Version version : content.versions()) {
                if (names.add(version.name())) {
                    VersionRow inserted = listed(version, null);
                    added.add(inserted.withId(writer.insertVersion(inserted)));
                }
            }
            return added;
        }

        private boolean merge() {
            Map<String, VersionRow> stored = stored();
            Set<String> names = new HashSet<>();
            boolean changed = false;
            for (UpstreamPackage.Version version : content.versions()) {
                if (names.add(version.name())) {
                    changed |= put(version, stored.remove(version.name()));
                }
            }
            return isWhole() ? unlist(stored.values()) || changed : changed;
        }

        private Map<String, VersionRow> stored() {
            String only = document.version();
            List<VersionRow> rows = only == null
                    ? writer.versions(row.id(), Manifests.WITH)
                    : writer.findVersion(row.id(), only).filter(VersionRow::isLive).stream()
                            .toList();
            Map<String, VersionRow> stored = new HashMap<>();
            rows.forEach(version -> stored.put(version.name(), version));
            return stored;
        }

        private boolean put(UpstreamPackage.Version told, @Nullable VersionRow stored) {
            VersionRow version = listed(told, stored);
            if (stored == null) {
                writer.insertVersion(version);
                return true;
            }
            boolean same = stored.published().equals(version.published())
                    && stored.attributes().equals(version.attributes())
                    && stored.manifest().equals(version.manifest());
            if (!same) {
                writer.updateVersion(version);
                digests.compare(row.name(), stored, told, now);
            }
            return !same;
        }

        /** Notes that the document does not tell of versions any more; tells whether it told of one. */
        private boolean unlist(Collection<VersionRow> left) {
            boolean changed = false;
            for (VersionRow version : left) {
                if (version.attributes().containsKey(ProxyRows.LISTED) && !hasOwnDocument(version.name())) {
                    Map<String, String> attributes = new HashMap<>(version.attributes());
                    attributes.remove(ProxyRows.LISTED);
                    attributes.put(ProxyRows.UNLISTED, now.toString());
                    writer.updateVersion(version.withAttributes(attributes).withRevision(revision));
                    changed = true;
                }
            }
            return changed;
        }

        /**
         * Tells whether a document about this version alone is known. Such a document counts for the version: the package's document is
         * made independently of it, and may lack the version.
         */
        private boolean hasOwnDocument(String version) {
            return codec.document(document.packageName(), ViewScope.version(version))
                    .map(UpstreamDocument::key)
                    .filter(key -> !key.equals(document.key()))
                    .flatMap(key -> writer.findUpstream(row.repositoryId(), key))
                    .isPresent();
        }

        private VersionRow listed(UpstreamPackage.Version version, @Nullable VersionRow stored) {
            Map<String, String> attributes = new HashMap<>(version.attributes());
            attributes.put(ProxyRows.LISTED, "true");
            if (stored != null && stored.attributes().containsKey(ProxyRows.EXEMPTED)) {
                attributes.put(ProxyRows.EXEMPTED, "true");
            }
            Instant told = version.published();
            boolean ageKnown =
                    told != null || stored != null && stored.attributes().containsKey(ProxyRows.AGE_KNOWN);
            if (ageKnown) {
                attributes.put(ProxyRows.AGE_KNOWN, "true");
            }
            String known = stored == null ? "" : stored.manifest();
            String manifest = version.manifest().isEmpty() ? known : codec.manifest(known, version.manifest(), now);
            Instant seen = stored == null ? now : stored.published();
            // Of a precision that every store keeps, so that it is the same when it is read again.
            Instant published = told == null ? seen : told.truncatedTo(ChronoUnit.MICROS);
            long id = stored == null ? 0 : stored.id();
            return new VersionRow(id, row.id(), version.name(), revision, published, null, attributes, manifest);
        }

        private boolean tags() {
            Map<String, String> stored = writer.tags(row.id());
            if (stored.equals(content.tags())) {
                return false;
            }
            stored.keySet().stream()
                    .filter(tag -> !content.tags().containsKey(tag))
                    .forEach(tag -> writer.removeTag(row.id(), tag, revision, now));
            content.tags().forEach((tag, version) -> writer.putTag(row.id(), tag, version, revision, now));
            return true;
        }
    }
}
