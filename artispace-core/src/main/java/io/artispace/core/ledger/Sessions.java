package io.artispace.core.ledger;

import io.artispace.ConflictException;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.Session;
import io.artispace.core.engine.Engine;
import io.artispace.core.repository.ServedRepository;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The sessions of a registry. Every look-up reads the session's row, so that what another process sealed is sealed here at once. */
public final class Sessions {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final Engine engine;
    private final Function<String, Supplier<ServedRepository>> repositories;
    private final ServedVersions versions;
    private final LedgerText text = new LedgerText();
    private final AtomicReference<Instant> lastOpened = new AtomicReference<>(Instant.MIN);

    /**
     * Creates the set.
     *
     * @param engine the stores and the time
     * @param repositories finds a repository by its name, and again whenever it is asked
     */
    public Sessions(Engine engine, Function<String, Supplier<ServedRepository>> repositories) {
        this.engine = engine;
        this.repositories = repositories;
        this.versions = new ServedVersions(engine);
    }

    /** See {@link io.artispace.Registry#session}. */
    public Session open(String name) {
        check(name);
        if (row(name).isEmpty()) {
            engine.metadata().write(writer -> {
                if (writer.findSession(name).isEmpty()) {
                    writer.putSession(new SessionRow(name, opened(), false));
                }
                return null;
            });
        }
        return new CoreSession(this, name);
    }

    /**
     * Returns a time at which no other session was opened here. It tells what is cached of a session from what was cached of a deleted one
     * of the same name.
     */
    private Instant opened() {
        return lastOpened.updateAndGet(last -> {
            Instant now = engine.now();
            return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        });
    }

    /** See {@link io.artispace.Registry#sessions}. */
    public List<String> names() {
        return engine.metadata().read(reader -> reader.sessions()).stream()
                .map(SessionRow::name)
                .toList();
    }

    /** See {@link io.artispace.Registry#importSession}. */
    public Session importSession(String json) {
        LedgerText.Ledger ledger = text.read(json);
        check(ledger.session());
        engine.metadata().write(writer -> {
            // Put first, so that this waits for another import of the same name: otherwise the entries of both would be
            // mixed.
            boolean known = writer.lockSession(ledger.session()).isPresent();
            writer.putSession(new SessionRow(ledger.session(), opened(), true));
            List<LedgerEntry> there = writer.ledger(ledger.session());
            if ((known || !there.isEmpty()) && !there.equals(ledger.entries())) {
                throw new ConflictException("Cannot import the session " + Quote.of(ledger.session())
                        + ": there is one of that name with other entries. Delete it first.");
            }
            ledger.entries().forEach(entry -> writer.addLedgerEntry(ledger.session(), entry));
            return null;
        });
        return new CoreSession(this, ledger.session());
    }

    /** {@return a repository within a session: recording, or replaying once it is sealed; empty if there is no such session} */
    public Optional<ServedRepository> within(String session, ServedRepository repository) {
        return row(session).map(row -> within(row, repository));
    }

    ServedRepository within(SessionRow row, ServedRepository repository) {
        return repository.reading(
                row.sealed()
                        ? repository.reading().replaying(new LedgerReplay(engine, versions, row, repository))
                        : repository.reading().recording(new LedgerRecorder(engine, row)));
    }

    Optional<SessionRow> row(String name) {
        return engine.metadata().read(reader -> reader.findSession(name));
    }

    /** Returns what is written down; empty if there is no such session. */
    Optional<List<LedgerEntry>> entries(String session) {
        return engine.metadata().read(reader -> reader.findSession(session).map(row -> reader.ledger(session)));
    }

    Supplier<ServedRepository> repository(String name) {
        return repositories.apply(name);
    }

    Optional<String> export(String session) {
        return entries(session).map(entries -> text.write(new LedgerText.Ledger(session, entries)));
    }

    /** Tells whether there is such a session. */
    boolean seal(String name) {
        return engine.metadata().write(writer -> {
            Optional<SessionRow> there = writer.lockSession(name);
            there.filter(row -> !row.sealed())
                    .ifPresent(row -> writer.putSession(new SessionRow(name, row.created(), true)));
            return there.isPresent();
        });
    }

    void delete(String name) {
        engine.metadata().write(writer -> {
            writer.deleteSession(name);
            return null;
        });
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException("Cannot name a session " + Quote.of(name)
                    + ": use 1 to 128 characters of A-Z, a-z, 0-9, '.', '_' and '-'.");
        }
    }
}
