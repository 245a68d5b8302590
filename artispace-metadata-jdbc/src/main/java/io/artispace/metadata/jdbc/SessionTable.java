package io.artispace.metadata.jdbc;

import io.artispace.FilePath;
import io.artispace.Origin;
import io.artispace.blob.Digest;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.SessionRow;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The sessions and their ledgers. */
final class SessionTable {
    private static final String COLUMNS = "select name, created, sealed from sessions ";
    private static final String PUT = """
            insert into sessions (name, created, sealed) values (?, ?, ?)
            on conflict (name) do update set sealed = excluded.sealed""";
    private static final String LEDGER = """
            select repository, path, member, upstream, sha256, size, served
            from ledger where session = ? order by repository, path, sha256""";
    private static final String ADD = """
            insert into ledger (session, repository, path, sha256, size, member, upstream, served)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing""";

    private final Sql sql;

    SessionTable(Sql sql) {
        this.sql = sql;
    }

    Optional<SessionRow> find(String name) {
        return sql.find(COLUMNS + "where name = ?", SessionTable::read, name);
    }

    List<SessionRow> list() {
        return sql.list(COLUMNS + "order by name", SessionTable::read);
    }

    void put(SessionRow row) {
        sql.change(PUT, row.name(), Times.micros(row.created()), row.sealed() ? 1 : 0);
    }

    void delete(String name) {
        sql.change("delete from ledger where session = ?", name);
        sql.change("delete from sessions where name = ?", name);
    }

    List<LedgerEntry> ledger(String session) {
        return sql.list(LEDGER, SessionTable::readEntry, session);
    }

    void add(String session, LedgerEntry entry) {
        sql.insertIfAbsent(
                ADD,
                session,
                entry.repository(),
                entry.path().value(),
                entry.sha256().hex(),
                entry.size(),
                entry.origin().repository(),
                entry.origin().upstreamUrl().map(URI::toString).orElse(null),
                Times.micros(entry.served()));
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
