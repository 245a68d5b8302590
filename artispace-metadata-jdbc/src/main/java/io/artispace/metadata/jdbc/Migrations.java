package io.artispace.metadata.jdbc;

import io.artispace.StorageFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Brings a schema up to date. Each step runs in one transaction together with the row that says that it ran, so a process that dies
 * in a step leaves the database as it was before that step (or, where a definition is committed by itself, in the middle of a step
 * whose statements do nothing when they are run again); and what ran is looked up under the write lock, so that of two processes
 * that open a store at once one does the work and the other finds it done.
 */
final class Migrations {
    private final Dialect dialect;
    private final List<String> steps;

    /**
     * Creates the runner.
     *
     * @param dialect the database's
     * @param steps the names of the scripts, first to last, resources beside this class; a script that was released never changes
     */
    Migrations(Dialect dialect, List<String> steps) {
        this.dialect = dialect;
        this.steps = List.copyOf(steps);
    }

    void run(Jdbi jdbi) {
        try (Handle handle = jdbi.open()) {
            run(handle);
        } catch (JdbiException e) {
            throw SqlFailures.failed("Cannot open the metadata store", e);
        }
    }

    void run(Handle handle) {
        try {
            while (version(handle) < steps.size()) {
                runNextStep(handle);
            }
        } catch (SQLException | JdbiException e) {
            throw SqlFailures.failed("Cannot bring the metadata store up to date", e);
        }
    }

    private void runNextStep(Handle handle) throws SQLException {
        Connection connection = handle.getConnection();
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            dialect.lockSchema(handle);
            int version = version(handle);
            if (version < steps.size()) {
                handle.execute("create table if not exists schema_versions (version integer primary key)");
                statements(resource(steps.get(version))).forEach(handle::execute);
                handle.execute("insert into schema_versions (version) values (?)", version + 1);
            }
            connection.commit();
            done = true;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(before);
            dialect.unlockSchema(handle);
        }
    }

    /** Returns the number of steps that ran. */
    private int version(Handle handle) {
        boolean empty = handle.createQuery(dialect.countSchemaVersions())
                        .mapTo(Integer.class)
                        .one()
                == 0;
        int version = empty
                ? 0
                : handle.createQuery("select coalesce(max(version), 0) from schema_versions")
                        .mapTo(Integer.class)
                        .one();
        if (version > steps.size()) {
            throw new StorageFailedException("Cannot open the metadata store: its schema has version " + version
                    + ", and this release knows versions up to " + steps.size()
                    + ". It was written by a newer release; open it with that one.");
        }
        return version;
    }

    private static List<String> statements(String script) {
        String withoutComments =
                script.lines().filter(line -> !line.startsWith("--")).reduce("", (left, right) -> left + right + "\n");
        return List.of(withoutComments.split(";\n")).stream()
                .map(String::strip)
                .filter(statement -> !statement.isBlank())
                .toList();
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
