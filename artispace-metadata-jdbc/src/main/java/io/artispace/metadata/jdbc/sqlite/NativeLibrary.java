package io.artispace.metadata.jdbc.sqlite;

import io.artispace.metadata.jdbc.work.StoreLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Has the driver unpack and load its native library in a thread of its own, once in a process. This takes as long as everything else
 * that opening a store loads, and is independent of it; so the first store of a process opens that much sooner. The thread that begins
 * it also waits for its end.
 */
final class NativeLibrary {
    private static final Logger log = StoreLog.get();

    private static final AtomicBoolean LOADED = new AtomicBoolean();

    /** Null if there is nothing to wait for. */
    private final @Nullable Thread thread;

    private NativeLibrary(@Nullable Thread thread) {
        this.thread = thread;
    }

    static NativeLibrary beginToLoad() {
        if (LOADED.get()) {
            return new NativeLibrary(null);
        }
        Thread thread = new Thread(NativeLibrary::load, "artispace-metadata-driver");
        thread.setDaemon(true);
        thread.start();
        return new NativeLibrary(thread);
    }

    private static void load() {
        try {
            LOADED.set(SQLiteJDBCLoader.initialize());
        } catch (Exception | LinkageError e) {
            // Ignored here: opening a connection makes the driver try again, and reports the failure.
            log.debug("Cannot load the native library of SQLite", e);
        }
    }

    /** Waits until the thread has ended. An interrupt does not end the wait, and is kept. */
    void awaitEnd() {
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
