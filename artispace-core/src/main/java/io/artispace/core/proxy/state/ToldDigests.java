package io.artispace.core.proxy.state;

import io.artispace.FilePath;
import io.artispace.Proxy;
import io.artispace.blob.Digest;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamPackage;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.VersionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares stored files with the digests that a document tells. Files may have been stored before any document of their package was
 * read, by a document about their version alone. Made for one transaction and used by its thread.
 */
final class ToldDigests {
    private final MetadataReader reader;
    private final Proxy proxy;
    private final UpstreamCodec codec;
    private final List<RegistryEvent> alarms = new ArrayList<>();

    ToldDigests(MetadataReader reader, Proxy proxy, UpstreamCodec codec) {
        this.reader = reader;
        this.proxy = proxy;
        this.codec = codec;
    }

    /** Compares the files of one version. */
    void compare(String packageName, VersionRow stored, UpstreamPackage.Version told, Instant now) {
        for (FileRow file : reader.filesOfVersion(stored.id())) {
            if (contradicts(file, told)) {
                alarms.add(new RegistryEvent(
                        0,
                        now,
                        Type.UPSTREAM_ALTERED,
                        proxy.name(),
                        packageName,
                        stored.name(),
                        file.path(),
                        "upstream"));
            }
        }
    }

    private boolean contradicts(FileRow file, UpstreamPackage.Version told) {
        return codec.file(FilePath.of(file.path()), told, proxy.upstream().url()).stream()
                .flatMap(expected -> expected.expected().stream())
                .anyMatch(digest -> isAnother(digest, file));
    }

    private static boolean isAnother(Digest told, FileRow file) {
        return file.digests()
                .find(told.algorithm())
                .filter(computed -> !computed.equals(told))
                .isPresent();
    }

    /** Returns an alarm, not written yet, for each file whose digest is another. */
    List<RegistryEvent> alarms() {
        return alarms;
    }
}
