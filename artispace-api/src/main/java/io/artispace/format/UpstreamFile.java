package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of a remote registry.
 *
 * @param location where it is: relative to the upstream's URL, percent-encoded, without a leading slash; or an absolute URL, which is
 *     followed as a redirect would be
 * @param owner the package and version it belongs to
 * @param expected digests that it must have, as a document already read says
 * @param checksums where documents with its checksums are, relative to the upstream's URL, in the order in which to ask for them; the first
 *     that is there counts. Asked for only where neither {@code expected} nor a header tells a digest
 */
public record UpstreamFile(
        String location, FileOwner owner, List<Digest> expected, Map<DigestAlgorithm, String> checksums) {
    /** Copies the collections, keeping their order. */
    public UpstreamFile {
        requireNonNull(location, "location");
        requireNonNull(owner, "owner");
        expected = List.copyOf(expected);
        checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
    }
}
