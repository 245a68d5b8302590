package io.artispace.metadata.jdbc.sql;

import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStoreFullException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns failures of a database into our exceptions. The database's own message may contain a path; it is only in the cause. */
public final class SqlFailures {
    /** The lower eight bits of an extended result code are the plain one, see https://www.sqlite.org/rescode.html. */
    private static final int PLAIN = 0xFF;

    private SqlFailures() {}

    public static StorageFailedException failed(String tried, Throwable failure) {
        if (failure instanceof UncountedException) {
            return new StorageFailedException(
                    tried
                            + ": the file beside the database in which commits are counted, its name with \"-commits\" behind it, cannot be"
                            + " read and written. Check who may, and the disk, then repeat.",
                    failure);
        }
        SQLException cause = ServerFailures.cause(failure);
        if (cause instanceof SQLTransientConnectionException && cause.getSQLState() == null) {
            // Without a state it comes from a pool; the database itself always tells one.
            return new StorageFailedException(
                    tried
                            + ": no connection came free in time. Repeat; if it happens again, find out what holds so many of"
                            + " them for so long, or let the data source have more.",
                    failure);
        }
        if (cause != null && !(cause instanceof SQLiteException) && cause.getSQLState() != null) {
            return new StorageFailedException(
                    tried + ": " + ServerFailures.explain(cause), told(ServerFailures.isFull(cause), failure));
        }
        SQLiteErrorCode code = code(failure);
        return new StorageFailedException(
                tried + ": " + explain(code), told(code == SQLiteErrorCode.SQLITE_FULL, failure));
    }

    /** Says that a disk is full so that whoever logs it need not log a trace each time while that lasts. */
    private static Throwable told(boolean full, Throwable failure) {
        return full ? new BlobStoreFullException("the disk of the database", failure) : failure;
    }

    /**
     * A commit that ran into an error of the file system may have reached the log with all but its last flush. It is not visible, but a
     * recovery after a crash could find it; of every other error the database says that the transaction was rolled back.
     */
    public static RuntimeException commitFailed(Throwable failure) {
        return code(failure) == SQLiteErrorCode.SQLITE_IOERR
                ? new OutcomeUnknownException(
                        "The commit to the metadata store could not be confirmed: the file system failed. Check the disk, then"
                                + " repeat the operation; it is safe to do so.",
                        failure)
                : failed("Cannot commit to the metadata store", failure);
    }

    /** Tells whether SQLite waited in vain for another process to give back a lock. */
    public static boolean isLocked(Throwable failure) {
        SQLiteErrorCode code = code(failure);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    private static @Nullable SQLiteErrorCode code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PLAIN);
            }
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return SQLiteErrorCode.getErrorCode(sql.getErrorCode() & PLAIN);
            }
        }
        return null;
    }

    private static String explain(@Nullable SQLiteErrorCode code) {
        if (code == null) {
            return "the database refused. The cause is in the log.";
        }
        return switch (code) {
            case SQLITE_FULL -> "the disk is full. Free some space and repeat.";
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another process kept the database locked for too long."
                        + " Repeat; if it happens again, find out which program holds the database open.";
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                "the database is damaged. Stop the registry, check the database with"
                        + " \"pragma integrity_check\" and restore it from a backup.";
            case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                "the database cannot be opened. Check that its directory"
                        + " exists, that this process may write in it, and that the path of the file is no longer than 500 bytes.";
            case SQLITE_READONLY ->
                "the database is read-only. Check that this process may write its file and directory, and that the disk"
                        + " is not mounted read-only.";
            case SQLITE_IOERR -> "the file system failed. Check the disk, then repeat.";
            case SQLITE_NOMEM -> "there is not enough memory. Repeat when less is going on.";
            case SQLITE_TOOBIG -> "a value is larger than the database can hold.";
            case SQLITE_CONSTRAINT -> "a row names another one that is not there, or lacks a value.";
            default -> "the database refused with " + code + ". The cause is in the log.";
        };
    }
}
