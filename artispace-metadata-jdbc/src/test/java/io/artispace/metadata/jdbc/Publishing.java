package io.artispace.metadata.jdbc;

import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes what a publish writes: a version with a file, under the lock of its package, and an event. */
public final class Publishing {
    public static final Instant TIME = Instant.parse("2025-03-01T10:00:00Z");

    private Publishing() {}

    public static RepositoryRow repository(String name) {
        return new RepositoryRow(0, name, "hosted", "maven", Map.of(), TIME);
    }

    public static long createRepository(MetadataStore store, String name) {
        return store.write(writer -> writer.insertRepository(repository(name)).id());
    }

    public static void publish(MetadataStore store, long repositoryId, String name, String version) {
        store.write(writer -> publish(writer, repositoryId, name, version));
    }

    public static PackageRow publish(MetadataWriter writer, long repositoryId, String name, String version) {
        PackageRow before = writer.lockPackage(repositoryId, name, TIME);
        long revision = before.revision() + 1;
        String path = name + '/' + version;
        Digests digests = digests(path);
        writer.putBlob(new BlobRow(digests, 7, BlobRow.State.LIVE, TIME));
        long id = writer.insertVersion(
                new VersionRow(0, before.id(), version, revision, TIME, null, Map.of("packaging", "jar"), "manifest"));
        writer.insertFile(new FileRow(0, repositoryId, before.id(), id, path, 7, digests, revision, TIME, null));
        PackageRow after = new PackageRow(
                before.id(), repositoryId, name, revision, before.created(), TIME, Map.of("description", "of " + name));
        writer.updatePackage(after);
        writer.appendEvent(event(version));
        return after;
    }

    public static RegistryEvent event(String version) {
        return new RegistryEvent(0, TIME, RegistryEvent.Type.VERSION_PUBLISHED, "r", "app", version, null, "host");
    }

    /** Returns the versions of a package that are there, in the order of their publication. */
    public static List<String> versions(MetadataStore store, long repositoryId, String name) {
        return store.read(reader -> {
            PackageRow row = reader.findPackage(repositoryId, name).orElseThrow();
            return reader.versions(row.id(), Manifests.WITHOUT).stream()
                    .map(VersionRow::name)
                    .toList();
        });
    }

    private static Digests digests(String content) {
        return new Digests(
                Digest.sha256("%064x".formatted(Integer.toUnsignedLong(content.hashCode()))), null, null, null);
    }
}
