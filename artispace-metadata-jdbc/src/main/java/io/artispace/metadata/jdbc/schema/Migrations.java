package io.artispace.metadata.jdbc.schema;

import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.sql.Dialect;
import io.artispace.metadata.jdbc.sql.SqlFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Brings a schema up to date. All steps that are missing run in one transaction, together with the rows that say that they ran. So a
 * new store costs one commit, and a process that dies meanwhile leaves the database as it was. (In databases that commit each
 * definition by itself, it is left in the middle of a step, whose statements do nothing when they are run again.) Which steps have run
 * is looked up under the write lock: if two processes open a store at once, one does the work and the other finds it done.
 */
public final class Migrations {
    /** The definitions of each script that was read, for the next store: a program that opens one after the other reads them once. */
    private static final Map<String, List<String>> READ = new ConcurrentHashMap<>();

    private final Dialect dialect;
    private final List<String> steps;

    /** Creates the runner of all steps. */
    public Migrations(Dialect dialect) {
        this(dialect, dialect.schema());
    }

    /**
     * Creates the runner.
     *
     * @param dialect the database's
     * @param steps the names of the scripts, first to last, resources beside this class
     */
    public Migrations(Dialect dialect, List<String> steps) {
        this.dialect = dialect;
        this.steps = List.copyOf(steps);
    }

    public void run(DataSource database) {
        try (Connection connection = database.getConnection()) {
            run(connection);
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot open the metadata store", e);
        }
    }

    public void run(Connection connection) {
        try {
            if (isBehind(connection)) {
                runMissingSteps(connection);
            }
        } catch (SQLException e) {
            throw SqlFailures.failed("Cannot bring the metadata store up to date", e);
        }
    }

    /**
     * Tells whether steps are missing. A connection that does not commit by itself is left without a transaction, since its snapshot would
     * soon be old.
     */
    private boolean isBehind(Connection connection) throws SQLException {
        try {
            return version(connection) < steps.size();
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private void runMissingSteps(Connection connection) throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            dialect.lockSchema(connection);
            if (isNew(connection)) {
                dialect.checkNew(connection, tables());
            }
            dialect.define(statement, missing(version(connection)));
            connection.commit();
        } catch (Throwable failure) {
            undo(connection, before, failure);
            throw failure;
        }
        leave(connection, before);
    }

    /**
     * Rolls back after a failure. A database that has rolled back by itself, as SQLite does after some failures, refuses to do so again;
     * that is ignored.
     */
    private void undo(Connection connection, boolean autoCommit, Throwable failure) {
        try {
            connection.rollback();
            leave(connection, autoCommit);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void leave(Connection connection, boolean autoCommit) throws SQLException {
        connection.setAutoCommit(autoCommit);
        dialect.unlockSchema(connection);
    }

    /** Returns the definitions of the steps from a version on. */
    private List<String> missing(int from) {
        List<String> definitions = new ArrayList<>();
        for (int version = from; version < steps.size(); version++) {
            definitions.add("create table if not exists schema_versions (version integer primary key)");
            definitions.addAll(definitions(steps.get(version)));
            definitions.add("insert into schema_versions (version) values (" + (version + 1) + ")");
        }
        return definitions;
    }

    /** Tells whether not even the first step has begun. */
    private boolean isNew(Connection connection) throws SQLException {
        return number(connection, dialect.countSchemaVersions()) == 0;
    }

    /** Returns the names of the tables that the first step creates. */
    private Set<String> tables() {
        Pattern table = Pattern.compile("create table (?:if not exists )?(\\w+)");
        return definitions(steps.get(0)).stream()
                .map(table::matcher)
                .filter(Matcher::lookingAt)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** Returns the number of steps that ran. */
    private int version(Connection connection) throws SQLException {
        int version =
                isNew(connection) ? 0 : number(connection, "select coalesce(max(version), 0) from schema_versions");
        if (version > steps.size()) {
            throw new StorageFailedException("Cannot open the metadata store: its schema has version " + version
                    + ", and this release knows versions up to " + steps.size()
                    + ". It was written by a newer release; open it with that one.");
        }
        return version;
    }

    private static int number(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static List<String> definitions(String script) {
        List<String> known = READ.get(script);
        if (known == null) {
            known = List.copyOf(statements(resource(script)));
            READ.put(script, known);
        }
        return known;
    }

    /** Takes a script apart, line by line: regular expressions would be slow in a JVM that has just started. */
    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.startsWith("--") || line.isBlank()) {
                continue;
            }
            if (line.endsWith(";")) {
                statements.add(statement.append(line, 0, line.length() - 1).toString());
                statement.setLength(0);
            } else {
                statement.append(line).append('\n');
            }
        }
        return statements;
    }

    private static String resource(String name) {
        try (InputStream script = Migrations.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is missing from artispace-metadata-jdbc; its jar is damaged.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
