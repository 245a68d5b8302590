package io.artispace.metadata.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of database servers mean. SQL states are those of the standard and of PostgreSQL's manual, appendix "PostgreSQL Error
 * Codes"; numbers are MariaDB's, see https://mariadb.com/kb/en/mariadb-error-codes/.
 */
final class ServerFailures {
    /** What can be done about a failure. */
    enum Kind {
        /** Another writer was in the way; the transaction is rolled back, and may succeed when it is repeated. */
        CONFLICT,
        /** The connection is gone, or there was none to have. */
        LOST,
        /** Nothing. */
        LASTING
    }

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");
    private static final Set<Integer> CONFLICT_CODES = Set.of(1205, 1213);
    /** Also of one session alone: 57P05 and 25P03 end one that was idle for too long. */
    private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    private static final Set<Integer> SHUTTING_DOWN_CODES = Set.of(1040, 1053, 1317, 1927);

    private ServerFailures() {}

    static Kind kind(Throwable failure) {
        SQLException cause = cause(failure);
        if (cause == null) {
            return Kind.LASTING;
        }
        String state = state(cause);
        if (CONFLICTS.contains(state) || CONFLICT_CODES.contains(cause.getErrorCode())) {
            return Kind.CONFLICT;
        }
        if (state.startsWith("28") || state.startsWith("3D") || state.startsWith("42")) {
            return Kind.LASTING;
        }
        boolean lost = state.startsWith("08")
                || SHUTTING_DOWN.contains(state)
                || SHUTTING_DOWN_CODES.contains(cause.getErrorCode())
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLNonTransientConnectionException
                || cause instanceof SQLRecoverableException;
        return lost ? Kind.LOST : Kind.LASTING;
    }

    /** Returns the innermost failure of the database: a pool's own only says that it got no connection. */
    static @Nullable SQLException cause(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }

    static String explain(SQLException failure) {
        String state = state(failure);
        if (kind(failure) == Kind.CONFLICT) {
            return "other writers kept changing the same rows. Repeat.";
        }
        if (state.equals("53300") || failure.getErrorCode() == 1040) {
            return "the database has no connection to spare. Let it allow more of them, or let other programs use fewer.";
        }
        if (kind(failure) == Kind.LOST) {
            return "the database cannot be reached. Check that its server runs, and host, port and network, then repeat.";
        }
        if (state.startsWith("28")) {
            return "the database refused the user or the password. Check both, and which hosts the user may come from.";
        }
        return switch (state) {
            case "3D000" -> "there is no database of that name. Create it first; the tables come by themselves.";
            case "42501" ->
                "the user lacks a right. Grant it all rights on the database, and in PostgreSQL on its schema.";
            case "25006" -> "the database is read-only. Connect to the primary server.";
            case "53100" -> "the disk of the database is full. Free some space and repeat.";
            case "54000", "22001" -> "a name or path is longer than the database can index. Use a shorter one.";
            case "57014" -> "the database cancelled the statement. Look for a time limit in its settings.";
            default -> explainCode(failure.getErrorCode(), state);
        };
    }

    private static String explainCode(int code, String state) {
        return switch (code) {
            case 1044, 1142 -> "the user lacks a right. Grant it all rights on the database.";
            case 1049 -> "there is no database of that name. Create it first; the tables come by themselves.";
            case 1021, 1114 -> "the disk of the database is full. Free some space and repeat.";
            case 1290, 1792, 1836 -> "the database is read-only. Connect to the primary server.";
            default ->
                state.startsWith("23")
                        ? "a row names another one that is not there, or lacks a value."
                        : "the database refused with SQL state " + state + ". The cause is in the log.";
        };
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
