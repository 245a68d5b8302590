package io.artispace.core.proxy;

import io.artispace.core.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when cached files of a registry's proxies are used, many at a time, so that reading one writes nothing: once there are many notes,
 * once the oldest has waited for a while, before an eviction, and when the registry is closed. Thread-safe.
 */
public final class Uses implements AutoCloseable {
    private static final int BATCH = 512;

    /**
     * After this time notes are written. The notes of so long a time are lost if the process dies, and unknown to other processes until
     * then.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Logger logger = LoggerFactory.getLogger(Uses.class);

    private final Engine engine;
    private Map<Long, Instant> pending = new HashMap<>();
    private Instant oldest = Instant.EPOCH;

    /**
     * Creates a registry's notes.
     *
     * @param engine where they are written
     */
    public Uses(Engine engine) {
        this.engine = engine;
    }

    /** Notes a use. If the store fails to take the notes, reading the file goes on all the same. */
    void note(long fileId) {
        Map<Long, Instant> due = null;
        synchronized (this) {
            Instant now = engine.now();
            if (pending.isEmpty()) {
                oldest = now;
            }
            pending.put(fileId, now);
            if (pending.size() >= BATCH || !now.isBefore(oldest.plus(PATIENCE))) {
                due = take();
            }
        }
        writeIfPossible(due);
    }

    /** Writes what was noted. */
    void flush() {
        write(take());
    }

    /** Writes what was noted, if that is possible: the host may have closed its store already. */
    @Override
    public void close() {
        writeIfPossible(take());
    }

    private synchronized Map<Long, Instant> take() {
        Map<Long, Instant> all = pending;
        pending = new HashMap<>();
        return all;
    }

    private void writeIfPossible(@Nullable Map<Long, Instant> uses) {
        try {
            write(uses);
        } catch (RuntimeException e) {
            logger.warn("When some cached files were used last was not written; they may be evicted too early.", e);
        }
    }

    private void write(@Nullable Map<Long, Instant> uses) {
        if (uses != null && !uses.isEmpty()) {
            engine.metadata().write(writer -> {
                writer.noteUses(uses);
                return null;
            });
        }
    }
}
