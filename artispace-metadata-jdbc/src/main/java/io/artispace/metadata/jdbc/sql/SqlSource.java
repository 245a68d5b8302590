package io.artispace.metadata.jdbc.sql;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jspecify.annotations.Nullable;

/** Begins the works of one store, with what they share. It never closes a connection. Thread-safe. */
public final class SqlSource {
    private final Dialect dialect;
    private final Attributes attributes = new Attributes();
    /** Made when it is first needed. */
    private @Nullable Jdbi jdbi;

    private @Nullable Connection given;

    public SqlSource(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Begins a work on a connection. */
    public Sql on(Connection connection) {
        return new Sql(connection, this);
    }

    Dialect dialect() {
        return dialect;
    }

    Attributes attributes() {
        return attributes;
    }

    /** Returns Jdbi's handle on a connection. It holds nothing that would have to be closed. */
    synchronized Handle handle(Connection connection) {
        Jdbi made = jdbi;
        if (made == null) {
            made = Jdbi.create(new Given());
            // Transactions are begun and ended on the connection, not by Jdbi.
            made.getConfig(Handles.class).setForceEndTransactions(false);
            SqlStatements statements = made.getConfig(SqlStatements.class);
            TemplateEngine templates = statements.getTemplateEngine();
            statements.setTemplateEngine((template, context) -> dialect.translate(templates.render(template, context)));
            jdbi = made;
        }
        given = connection;
        try {
            return made.open();
        } finally {
            given = null;
        }
    }

    /** Hands over the connection that a handle is being made for, and leaves it open. */
    private final class Given implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return requireNonNull(given, "given");
        }

        @Override
        public void closeConnection(Connection connection) {}
    }
}
