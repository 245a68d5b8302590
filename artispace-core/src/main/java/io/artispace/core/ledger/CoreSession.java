package io.artispace.core.ledger;

import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.core.repository.HeldRepository;
import io.artispace.core.repository.ServedRepository;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** A session by its name; what it is now is read at each call. */
record CoreSession(Sessions sessions, String name) implements Session {
    @Override
    public boolean isSealed() {
        return sessions.row(name).map(SessionRow::sealed).orElseThrow(this::gone);
    }

    @Override
    public Repository repository(String repository) {
        Supplier<ServedRepository> now = sessions.repository(repository);
        Instant opened = sessions.row(name).map(SessionRow::created).orElseThrow(this::gone);
        return new HeldRepository(repository, () -> within(opened, now.get()));
    }

    /** A repository held from a session that was deleted does not belong to a later session of the same name. */
    private ServedRepository within(Instant opened, ServedRepository repository) {
        return sessions.row(name)
                .filter(row -> row.created().equals(opened))
                .map(row -> sessions.within(row, repository))
                .orElseThrow(this::gone);
    }

    @Override
    public void seal() {
        if (!sessions.seal(name)) {
            throw gone();
        }
    }

    @Override
    public List<LedgerEntry> entries() {
        return sessions.entries(name).orElseThrow(this::gone);
    }

    @Override
    public String export() {
        return sessions.export(name).orElseThrow(this::gone);
    }

    @Override
    public void delete() {
        sessions.delete(name);
    }

    private NotFoundException gone() {
        return new NotFoundException("The session " + Quote.of(name) + " was deleted. Open it again to record anew.");
    }
}
