package io.artispace.core.upstream;

import io.artispace.core.repository.Engine;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes when cached files are used, many at a time, so that reading one writes nothing. Thread-safe. */
final class Uses {
    private static final int BATCH = 512;

    private final Engine engine;
    private Map<Long, Instant> pending = new HashMap<>();

    Uses(Engine engine) {
        this.engine = engine;
    }

    void note(long fileId) {
        Map<Long, Instant> full = null;
        synchronized (this) {
            pending.put(fileId, engine.now());
            if (pending.size() >= BATCH) {
                full = pending;
                pending = new HashMap<>();
            }
        }
        write(full);
    }

    void flush() {
        Map<Long, Instant> all;
        synchronized (this) {
            all = pending;
            pending = new HashMap<>();
        }
        write(all);
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
