package io.artispace.metadata.jdbc.work;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** Waits for what is bound to happen. */
public final class Waiting {
    private Waiting() {}

    /** Waits without regard to interrupts; the thread is interrupted afterwards if it was before or meanwhile. */
    public static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes a connection without regard to interrupts, at which a pool gives up; the thread is interrupted afterwards if it was before or
     * meanwhile.
     *
     * @throws SQLException if there is none for another reason
     */
    public static Connection uninterruptibly(DataSource source) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    if (!isInterrupt(e)) {
                        throw e;
                    }
                    interrupted = true;
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
