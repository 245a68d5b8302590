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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        long revision = row.revision() + 1;
        boolean isNew = row.revision() == 0;
        boolean whole = document.version() == null;
        List<VersionRow> added = isNew ? add(writer, row.id(), revision, now) : List.of();
        ToldDigests digests = new ToldDigests(writer, proxy, codec);
        boolean changed = isNew ? !added.isEmpty() : versions(writer, row, revision, now, digests);
        if (whole) {
            changed |= tags(writer, row, revision, now);
            changed |= !row.attributes().equals(content.attributes());
        }
        writer.putUpstream(state);
        if (!changed) {
            return new Outcome(List.of(), row.id(), null);
        }
        Map<String, String> attributes = whole ? content.attributes() : row.attributes();
        writer.updatePackage(
                new PackageRow(row.id(), repositoryId, row.name(), revision, row.created(), now, attributes));
        List<RegistryEvent> events = new ArrayList<>(digests.alarms());
        events.add(new RegistryEvent(
                0, now, Type.PACKAGE_CHANGED, author.repository(), row.name(), null, null, author.caller()));
        return new Outcome(
                writer.appendEvents(events), row.id(), isNew ? PackageRows.of(revision, added, List.of()) : null);
    }

    /** Adds the versions of a package that was not there, without looking for earlier ones. */
    private List<VersionRow> add(MetadataWriter writer, long packageId, long revision, Instant now) {
        List<VersionRow> added = new ArrayList<>(content.versions().size());
        Set<String> names = new HashSet<>();
        for (UpstreamPackage.Version version : content.versions()) {
            if (names.add(version.name())) {
                VersionRow row = row(packageId, revision, now, version, null);
                added.add(row.withId(writer.insertVersion(row)));
            }
        }
        return added;
    }

    private boolean versions(MetadataWriter writer, PackageRow row, long revision, Instant now, ToldDigests digests) {
        boolean whole = document.version() == null;
        Map<String, VersionRow> stored = new HashMap<>();
        List<VersionRow> known = whole
                ? writer.versions(row.id(), Manifests.WITH)
                : writer.findVersion(row.id(), Objects.requireNonNull(document.version()))
                        .filter(VersionRow::isLive)
                        .map(List::of)
                        .orElse(List.of());
        known.forEach(version -> stored.put(version.name(), version));
        boolean changed = false;
        Set<String> listed = new HashSet<>();
        for (UpstreamPackage.Version version : content.versions()) {
            if (!listed.add(version.name())) {
                continue;
            }
            VersionRow before = stored.get(version.name());
            if (put(writer, row.id(), revision, now, version, before)) {
                changed = true;
                if (before != null) {
                    digests.compare(row.name(), before, version, now);
                }
            }
        }
        if (whole) {
            for (VersionRow version : new ArrayList<>(stored.values())) {
                if (!listed.contains(version.name())
                        && version.attributes().containsKey(ProxyRows.LISTED)
                        && !hasOwnDocument(writer, row.repositoryId(), version.name())) {
                    writer.updateVersion(unlisted(version, revision, now));
                    changed = true;
                }
            }
        }
        return changed;
    }

    /**
     * Tells whether a document about this version alone is known. Such a document counts for the version: the package's document is made
     * independently of it, and may lack the version.
     */
    private boolean hasOwnDocument(MetadataWriter writer, long repositoryId, String version) {
        return codec.document(document.packageName(), ViewScope.version(version))
                .map(UpstreamDocument::key)
                .filter(key -> !key.equals(document.key()))
                .flatMap(key -> writer.findUpstream(repositoryId, key))
                .isPresent();
    }

    private boolean put(
            MetadataWriter writer,
            long packageId,
            long revision,
            Instant now,
            UpstreamPackage.Version version,
            @Nullable VersionRow stored) {
        VersionRow row = row(packageId, revision, now, version, stored);
        if (stored == null) {
            writer.insertVersion(row);
            return true;
        }
        boolean same = stored.published().equals(row.published())
                && stored.attributes().equals(row.attributes())
                && stored.manifest().equals(row.manifest());
        if (!same) {
            writer.updateVersion(row);
        }
        return !same;
    }

    private VersionRow row(
            long packageId, long revision, Instant now, UpstreamPackage.Version version, @Nullable VersionRow stored) {
        Map<String, String> attributes = new HashMap<>(version.attributes());
        attributes.put(ProxyRows.LISTED, "true");
        if (stored != null && stored.attributes().containsKey(ProxyRows.EXEMPTED)) {
            attributes.put(ProxyRows.EXEMPTED, "true");
        }
        Instant told = version.published();
        boolean ageKnown = told != null || stored != null && stored.attributes().containsKey(ProxyRows.AGE_KNOWN);
        if (ageKnown) {
            attributes.put(ProxyRows.AGE_KNOWN, "true");
        }
        String known = stored == null ? "" : stored.manifest();
        String manifest = version.manifest().isEmpty() ? known : codec.manifest(known, version.manifest(), now);
        Instant seen = stored == null ? now : stored.published();
        // Of a precision that every store keeps, so that it is the same when it is read again.
        Instant published = told == null ? seen : told.truncatedTo(ChronoUnit.MICROS);
        long id = stored == null ? 0 : stored.id();
        return new VersionRow(id, packageId, version.name(), revision, published, null, attributes, manifest);
    }

    private static VersionRow unlisted(VersionRow version, long revision, Instant now) {
        Map<String, String> attributes = new HashMap<>(version.attributes());
        attributes.remove(ProxyRows.LISTED);
        attributes.put(ProxyRows.UNLISTED, now.toString());
        return version.withAttributes(attributes).withRevision(revision);
    }

    private boolean tags(MetadataWriter writer, PackageRow row, long revision, Instant now) {
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
