package io.artispace.format.npm.endpoint;

import io.artispace.ConflictException;
import io.artispace.PackageChanges;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.format.npm.packument.Packument;

/** Keeps a client's change from undoing what others have done since the client read the package. */
final class Revisions {
    private Revisions() {}

    /**
     * Demands that the package is as the client has read it, now and when the change is committed.
     *
     * @param revision the {@code _rev} the client gives; empty to demand nothing
     */
    static void require(String revision, PackageView view, PackageChanges changes) {
        if (revision.isEmpty()) {
            return;
        }
        if (!revision.equals(Packument.revision(view.revision()))) {
            throw new ConflictException("Cannot change " + Quote.of(view.name()) + ": it is at revision "
                    + Packument.revision(view.revision()) + ", and the change was made from " + Quote.of(revision)
                    + ". Try again.");
        }
        changes.expectRevision(view.revision());
    }
}
