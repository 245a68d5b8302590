package io.artispace.core.exchange;

import io.artispace.PackageName;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.DelegatingRepository;
import io.artispace.core.repository.ServedRepository;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository as a format's handler sees it. It notes how old the documents are that the handler reads, so that an answer that the
 * handler puts together itself can say so, too. Used by one thread.
 */
final class DatedRepository extends DelegatingRepository {
    private final ServedRepository served;
    private @Nullable Stamp oldest;

    DatedRepository(ServedRepository served) {
        this.served = served;
    }

    @Override
    protected ServedRepository repository() {
        return served;
    }

    /** Returns the stamp of the document whose confirmation by an upstream is the oldest; empty if no document came from an upstream. */
    Optional<Stamp> oldest() {
        return Optional.ofNullable(oldest);
    }

    @Override
    public Optional<Document> document(PackageName packageName, Rendering rendering) {
        return served.serve(packageName, rendering).flatMap(this::noted);
    }

    private Optional<Document> noted(ServedDocument document) {
        Optional<Document> plain = document.plain();
        if (plain.isPresent()) {
            note(document.stamp());
        }
        return plain;
    }

    private void note(Stamp stamp) {
        Instant confirmed = stamp.confirmed();
        Stamp known = oldest;
        Instant before = known == null ? null : known.confirmed();
        if (confirmed != null && (before == null || confirmed.isBefore(before))) {
            oldest = stamp;
        }
    }
}
