package io.artispace.core.proxy;

import io.artispace.core.document.Staleness;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells how current a proxy's knowledge of a package is.
 *
 * @param confirmed when the upstream last confirmed it; null if nothing of it comes from a document
 * @param staleness whether the upstream should have been asked again, and was not or could not be
 */
record Freshness(@Nullable Instant confirmed, Staleness staleness) {
    static final Freshness UNTOLD = new Freshness(null, Staleness.NONE);
}
