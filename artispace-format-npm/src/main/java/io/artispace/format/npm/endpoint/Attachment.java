package io.artispace.format.npm.endpoint;

import io.artispace.StagedBlob;

/**
 * A file in the document of a publish.
 *
 * @param fileName the name the client gave it, which decides nothing but the kind
 * @param content its bytes, staged while they were read
 */
record Attachment(String fileName, StagedBlob content) {
    private static final String PROVENANCE = ".sigstore";

    /** Tells whether a file is a statement of provenance, whose data is JSON and not base64. */
    static boolean isProvenance(String fileName) {
        return fileName.endsWith(PROVENANCE);
    }

    /** Tells whether this is the statement of provenance rather than the tarball. */
    boolean isProvenance() {
        return isProvenance(fileName);
    }
}
