package io.artispace.metadata.jdbc.table;

import io.artispace.ConflictException;
import io.artispace.Quote;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The tokens. */
final class TokenTable {
    private static final String SELECT =
            "select hash, id, owner, scope, created, expires, attributes from tokens where ";
    private static final String INSERT = """
            insert into tokens (hash, id, owner, scope, created, expires, attributes)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing""";

    private final Sql sql;

    TokenTable(Sql sql) {
        this.sql = sql;
    }

    Optional<TokenRow> find(String hash) {
        return sql.find(SELECT + "hash = ?", this::read, hash);
    }

    List<TokenRow> list(String owner) {
        return sql.list(SELECT + "owner = ? order by created, id", this::read, owner);
    }

    List<TokenRow> page(String after, int limit) {
        return sql.list(SELECT + "hash > ? order by hash limit ?", this::read, after, limit);
    }

    void insert(TokenRow row) {
        boolean inserted = sql.insertIfAbsent(
                INSERT,
                row.hash(),
                row.id(),
                row.user(),
                row.scope(),
                Times.micros(row.created()),
                Times.nullableMicros(row.expires()),
                sql.attributes().write(row.attributes()));
        if (!inserted) {
            throw new ConflictException("Cannot add the token " + Quote.of(row.id()) + " of " + Quote.of(row.user())
                    + ": there is a token of that id or secret. Issue another one.");
        }
    }

    boolean delete(String owner, String id) {
        return sql.change("delete from tokens where id = ? and owner = ?", id, owner) > 0;
    }

    void deleteAll(String owner) {
        sql.change("delete from tokens where owner = ?", owner);
    }

    private TokenRow read(ResultSet row) throws SQLException {
        return new TokenRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Times.read(row, 5),
                Times.readNullable(row, 6),
                sql.attributes().read(row.getString(7)));
    }
}
