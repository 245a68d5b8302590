package io.artispace.core.document;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what a view shows: views of one package in one repository with the same revision, parts and variant are the same.
 *
 * @param revision the view's revision; 0 if there never was such a package
 * @param parts the revisions of a group's members, whose sum is the group's revision; empty for other repositories. A sum that was read
 *     while two members changed can be the same as that of another state
 * @param variant what the view depends on beside: the instant it is read as of, which members take part, how many versions a cooldown
 *     hides. Empty for the plain view of rows
 * @param confirmed when the upstream last confirmed what a proxy knows; null where no upstream is behind it
 * @param staleness whether what is shown is older than the proxy's definition allows
 */
public record Stamp(
        long revision,
        String parts,
        String variant,
        @Nullable Instant confirmed,
        Staleness staleness) {
    /** There never was such a package. */
    public static final Stamp NOTHING = new Stamp(0, "", "", null, Staleness.NONE);

    /** The plain view of rows at a revision. */
    public static Stamp of(long revision) {
        return new Stamp(revision, "", "", null, Staleness.NONE);
    }

    /** The same, depending on something more. */
    public Stamp with(String more) {
        return more.isEmpty() ? this : new Stamp(revision, parts, variant + "|" + more, confirmed, staleness);
    }

    /** Tells whether there never was such a package. */
    public boolean isNothing() {
        return revision == 0;
    }
}
