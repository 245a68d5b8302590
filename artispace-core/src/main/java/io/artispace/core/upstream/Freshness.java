package io.artispace.core.upstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How current what a proxy knows of a package is.
 *
 * @param checked when the upstream last confirmed it; null if nothing of it comes from a document
 * @param stale whether the upstream should have been asked since, and could not
 */
record Freshness(@Nullable Instant checked, boolean stale) {
    static final Freshness UNTOLD = new Freshness(null, false);
}
