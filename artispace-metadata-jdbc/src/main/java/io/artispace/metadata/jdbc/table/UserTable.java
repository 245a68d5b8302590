package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.UserRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The built-in users. */
final class UserTable {
    private static final String SELECT = "select name, password_hash, role, created, attributes from users where ";
    private static final String PUT = """
            insert into users (name, password_hash, role, created, attributes)
            values (?, ?, ?, ?, ?)
            on conflict (name) do update set
                password_hash = excluded.password_hash,
                role = excluded.role,
                created = excluded.created,
                attributes = excluded.attributes""";

    private final Sql sql;

    UserTable(Sql sql) {
        this.sql = sql;
    }

    Optional<UserRow> find(String name) {
        return sql.find(SELECT + "name = ?", this::read, name);
    }

    List<UserRow> page(String after, int limit) {
        return sql.list(SELECT + "name > ? order by name limit ?", this::read, after, limit);
    }

    void put(UserRow row) {
        sql.change(
                PUT,
                row.name(),
                row.passwordHash(),
                row.role(),
                Times.micros(row.created()),
                sql.attributes().write(row.attributes()));
    }

    boolean delete(String name) {
        return sql.change("delete from users where name = ?", name) > 0;
    }

    private UserRow read(ResultSet row) throws SQLException {
        return new UserRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Times.read(row, 4),
                sql.attributes().read(row.getString(5)));
    }
}
