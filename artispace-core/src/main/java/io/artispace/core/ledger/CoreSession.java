package io.artispace.core.ledger;

import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.util.List;

/** A session by its name; what it is now is read at each call. */
record CoreSession(Sessions sessions, String name) implements Session {
    @Override
    public boolean isSealed() {
        return sessions.row(name).map(SessionRow::sealed).orElseThrow(this::gone);
    }

    @Override
    public Repository repository(String repository) {
        return sessions.within(name, sessions.repository(repository)).orElseThrow(this::gone);
    }

    @Override
    public void seal() {
        sessions.seal(name);
    }

    @Override
    public List<LedgerEntry> entries() {
        return sessions.entries(name);
    }

    @Override
    public String export() {
        return sessions.export(name);
    }

    @Override
    public void delete() {
        sessions.delete(name);
    }

    private NotFoundException gone() {
        return new NotFoundException("The session " + Quote.of(name) + " was deleted. Open it again to record anew.");
    }
}
