package io.artispace.metadata.jdbc.table;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.blob.Digest;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sessions and their ledgers. */
final class SessionTable {
    private static final String COLUMNS = "select name, created, sealed from sessions ";
    private static final String BY_NAME = COLUMNS + "where name = ?";
    private static final String PUT = """
            insert into sessions (name, created, sealed) values (?, ?, ?)
            on conflict (name) do update set sealed = case when sessions.sealed = 1 then 1 else excluded.sealed end""";
    private static final String ENTRIES =
            "select repository, path, member, upstream, sha256, size, served from ledger where session = ";
    private static final String LEDGER = ENTRIES + "? order by repository, path, sha256";
    private static final String OF_PATHS = ENTRIES + "? and repository = ? and path in (%s)";
    private static final String PATHS = """
            select distinct path from ledger
            where session = ? and repository = ? and path > ? order by path limit ?""";
    private static final String ADD = """
            insert into ledger (session, repository, path, sha256, size, member, upstream, served)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing""";
    private static final String AT_PATH = "where session = ? and repository = ? and path = ? and sha256 ";
    private static final String LATEST_OTHER =
            "select served from ledger " + AT_PATH + "<> ? order by served desc limit 1";
    private static final String AGAIN = "update ledger set served = ? " + AT_PATH + "= ? and served <= ?";

    private final Sql sql;

    SessionTable(Sql sql) {
        this.sql = sql;
    }

    Optional<SessionRow> find(String name) {
        return sql.find(BY_NAME, SessionTable::read, name);
    }

    Optional<SessionRow> locked(String name) {
        return sql.find(BY_NAME + sql.dialect().forUpdate(), SessionTable::read, name);
    }

    Optional<SessionRow> held(String name) {
        return sql.find(BY_NAME + sql.dialect().forShare(), SessionTable::read, name);
    }

    List<SessionRow> list() {
        return sql.list(COLUMNS + "order by name", SessionTable::read);
    }

    void put(SessionRow row) {
        sql.change(PUT, row.name(), Times.micros(row.created()), row.sealed() ? 1 : 0);
    }

    void delete(String name) {
        // Locked first: otherwise an entry could be added after the others were deleted.
        sql.lock(BY_NAME, name);
        sql.change("delete from ledger where session = ?", name);
        sql.change("delete from sessions where name = ?", name);
    }

    List<LedgerEntry> ledger(String session) {
        return sql.list(LEDGER, SessionTable::readEntry, session);
    }

    List<LedgerEntry> ledger(String session, String repository, Collection<String> paths) {
        return ManyKeys.list(sql, OF_PATHS, SessionTable::readEntry, paths, session, repository);
    }

    List<String> paths(String session, String repository, String after, int limit) {
        return sql.list(PATHS, row -> row.getString(1), session, repository, after, limit);
    }

    void add(String session, LedgerEntry entry) {
        boolean added = sql.insertIfAbsent(
                ADD,
                session,
                entry.repository(),
                entry.path().value(),
                entry.sha256().hex(),
                entry.size(),
                entry.origin().repository(),
                entry.origin().upstreamUrl().map(URI::toString).orElse(null),
                Times.micros(entry.served()));
        if (!added) {
            again(session, entry);
        }
    }

    /** In two statements, because MySQL cannot update a table that the same statement reads. */
    private void again(String session, LedgerEntry entry) {
        String repository = entry.repository();
        String path = entry.path().value();
        String sha256 = entry.sha256().hex();
        long served = Times.micros(entry.served());
        sql.find(LATEST_OTHER, row -> row.getLong(1), session, repository, path, sha256)
                .filter(other -> other < served)
                .ifPresent(other -> sql.change(AGAIN, served, session, repository, path, sha256, other));
    }

    private static SessionRow read(ResultSet row) throws SQLException {
        return new SessionRow(row.getString(1), Times.read(row, 2), row.getInt(3) != 0);
    }

    private static LedgerEntry readEntry(ResultSet row) throws SQLException {
        String upstream = row.getString(4);
        return new LedgerEntry(
                row.getString(1),
                FilePath.of(row.getString(2)),
                new Origin(row.getString(3), upstream == null ? null : URI.create(upstream)),
                Digest.sha256(row.getString(5)),
                row.getLong(6),
                Times.read(row, 7));
    }
}
