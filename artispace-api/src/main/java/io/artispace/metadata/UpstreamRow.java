package io.artispace.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an upstream's document: enough to ask whether it changed.
 *
 * @param repositoryId the proxy
 * @param location the document, see {@code UpstreamDocument.location}
 * @param etag the entity tag it came with; null if it came with none
 * @param lastModified the {@code Last-Modified} it came with, as it came; null if it came with none
 * @param checked when the upstream last confirmed or sent it
 */
public record UpstreamRow(
        long repositoryId,
        String location,
        @Nullable String etag,
        @Nullable String lastModified,
        Instant checked) {}
