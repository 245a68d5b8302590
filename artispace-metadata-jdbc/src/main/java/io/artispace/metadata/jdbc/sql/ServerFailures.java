package io.artispace.metadata.jdbc.sql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the failures of database servers mean. SQL states are those of the standard and of PostgreSQL's manual, appendix "PostgreSQL Error
 * Codes"; numbers are MariaDB's, see https://mariadb.com/kb/en/mariadb-error-codes/.
 */
public final class ServerFailures {
    /** What can be done about a failure. */
    public enum Kind {
        /** Another writer was in the way; the transaction is rolled back, and may succeed when it is repeated. */
        CONFLICT,
        /** The connection is gone, or there was none to have. */
        LOST,
        /** Nothing. */
        LASTING
    }

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");
    /** 1020: a row was changed since the snapshot; 3101: a cluster of MySQL preferred another member's transaction. */
    private static final Set<Integer> CONFLICT_CODES = Set.of(1020, 1205, 1213, 3101);

    /** The server ends all sessions or, with 57P05 and 25P03, one that was idle for too long. */
    private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "53300");

    private static final String DISK_FULL = "53100";
    private static final Set<Integer> DISK_FULL_CODES = Set.of(1021, 1114);

    /** The number of the operating system, which MariaDB and MySQL tell within the messages of several errors of their own. */
    private static final Pattern DISK_FULL_MESSAGE = Pattern.compile("\\b(Errcode: |OS errno |error )28\\b");

    private static final Set<String> TOO_LONG = Set.of("54000", "22001");
    private static final Set<Integer> SHUTTING_DOWN_CODES = Set.of(1040, 1053, 1317, 1927);

    /** More connections than a user may have, by the server's setting and by the user's own, which counts statements, too. */
    private static final Set<Integer> USER_LIMIT_CODES = Set.of(1203, 1226);

    /** The servers' number, and what the drivers throw instead of asking the server. */
    private static final int PACKET_TOO_LARGE = 1153;

    private static final Set<String> TOO_LARGE = Set.of("MaxAllowedPacketException", "PacketTooBigException");

    private static final String READ_ONLY =
            "the database, or the connection to it, is read-only. Connect to the primary server, by connections that may write.";
    private static final String CANCELLED =
            "the database cancelled the statement. Look for a time limit in its settings.";

    private ServerFailures() {}

    public static Kind kind(Throwable failure) {
        SQLException cause = cause(failure);
        if (cause == null) {
            return Kind.LASTING;
        }
        String state = state(cause);
        if (CONFLICTS.contains(state) || CONFLICT_CODES.contains(cause.getErrorCode())) {
            return Kind.CONFLICT;
        }
        if (USER_LIMIT_CODES.contains(cause.getErrorCode())) {
            return Kind.LOST;
        }
        if (state.startsWith("28") || state.startsWith("3D") || state.startsWith("42") || isTooLarge(cause)) {
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
    public static @Nullable SQLException cause(Throwable failure) {
        SQLException found = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }

    /** Looked for before a lost connection: its state is the same, because the connection cannot be used any more. */
    private static boolean isTooLarge(SQLException failure) {
        if (failure.getErrorCode() == PACKET_TOO_LARGE) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (TOO_LARGE.contains(cause.getClass().getSimpleName())) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a name or path does not fit in an index of the database. */
    public static boolean isTooLong(Throwable failure) {
        SQLException cause = cause(failure);
        return cause != null && TOO_LONG.contains(state(cause));
    }

    static boolean isFull(SQLException failure) {
        return state(failure).equals(DISK_FULL)
                || DISK_FULL_CODES.contains(failure.getErrorCode())
                || DISK_FULL_MESSAGE
                        .matcher(String.valueOf(failure.getMessage()))
                        .find();
    }

    static String explain(SQLException failure) {
        String state = state(failure);
        if (isFull(failure)) {
            return "the disk of the database is full. Free some space and repeat.";
        }
        if (kind(failure) == Kind.CONFLICT) {
            return "other writers kept changing the same rows. Repeat.";
        }
        if (state.equals("53300") || failure.getErrorCode() == 1040) {
            return "the database has no connection to spare. Let it allow more of them, or let other programs use fewer.";
        }
        if (USER_LIMIT_CODES.contains(failure.getErrorCode())) {
            return "the database user has all the connections, or has sent all the statements, that it may. Raise its limit; of connections"
                    + " each process needs up to 20.";
        }
        if (state.equals("08P01")) {
            return "the database, or a pooler in between, does not take what it was sent. Its log says why; a pooler may not take"
                    + " parameters of the URL such as currentSchema, which can be set for the user instead (search_path).";
        }
        if (kind(failure) == Kind.LOST) {
            return "the database cannot be reached. Check that its server runs, and host, port and network, then repeat.";
        }
        if (isTooLarge(failure)) {
            return "a value is larger than the database takes at once. Raise its max_allowed_packet.";
        }
        if (state.equals("S1009") && String.valueOf(failure.getMessage()).contains("read-only")) {
            // MySQL's driver does not ask the server.
            return READ_ONLY;
        }
        if (state.startsWith("28")) {
            return "the database refused the user or the password. Check both, and which hosts the user may come from.";
        }
        return switch (state) {
            case "26000", "42P05" ->
                "a pooler in between keeps no prepared statements. Add prepareThreshold=0 to the URL.";
            case "3D000" -> "there is no database of that name. Create it first; the tables come by themselves.";
            case "3F000" ->
                "there is no schema to create tables in. Create one that the connection's search_path names; the tables come by themselves.";
            case "42501" ->
                "the user lacks a right. Let it own the database, or grant it all rights on that, in PostgreSQL on its schema and the tables there.";
            case "25006" -> READ_ONLY;
            case "42P07" ->
                "there is a table of the same name already. Give the registry a database, or in PostgreSQL a schema, of its own; or the user all"
                        + " rights on the registry's tables, if they are another's and it may not see them.";
            case "57014", "25P04" -> CANCELLED;
            default -> explainCode(failure.getErrorCode(), state);
        };
    }

    private static String explainCode(int code, String state) {
        return switch (code) {
            case 1044, 1142 -> "the user lacks a right. Grant it all rights on the database.";
            case 1049 -> "there is no database of that name. Create it first; the tables come by themselves.";
            case 1290, 1792, 1836 -> READ_ONLY;
            case 1969, 3024 -> CANCELLED;
            case 1665 -> "the database logs statements. Set its binlog_format to MIXED or ROW.";
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
