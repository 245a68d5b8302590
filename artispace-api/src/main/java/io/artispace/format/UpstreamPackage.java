package io.artispace.format;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a document of a remote registry says about a package. Immutable.
 *
 * @param attributes the package's attributes; they replace those that are stored, unless the document is about one version only
 * @param versions the versions in the order in which they were published, as far as it is known
 * @param tags tags to names of versions; they replace those that are stored, unless the document is about one version only
 * @param leftOut versions that the document tells of but that are not taken, such as malformed ones, each with a sentence that says why;
 *     for the log. If there are many, some are enough
 */
public record UpstreamPackage(
        Map<String, String> attributes, List<Version> versions, Map<String, String> tags, Map<String, String> leftOut) {
    /** Copies the collections. */
    public UpstreamPackage {
        attributes = Map.copyOf(attributes);
        versions = List.copyOf(versions);
        tags = Map.copyOf(tags);
        leftOut = Map.copyOf(leftOut);
    }

    /**
     * What a document says of which every version is taken.
     *
     * @param attributes see {@link #attributes()}
     * @param versions see {@link #versions()}
     * @param tags see {@link #tags()}
     */
    public UpstreamPackage(Map<String, String> attributes, List<Version> versions, Map<String, String> tags) {
        this(attributes, versions, tags, Map.of());
    }

    /**
     * A version.
     *
     * @param name its name in the format's spelling
     * @param published when it appeared upstream; null if the document does not tell
     * @param attributes its attributes
     * @param manifest the format's description of it; an empty one leaves a stored one as it is
     */
    public record Version(String name, @Nullable Instant published, Map<String, String> attributes, String manifest) {
        /** Copies the attributes. */
        public Version {
            requireNonNull(name, "name");
            attributes = Map.copyOf(attributes);
            requireNonNull(manifest, "manifest");
        }
    }
}
