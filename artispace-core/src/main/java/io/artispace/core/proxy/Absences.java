package io.artispace.core.proxy;

import io.artispace.core.engine.Moments;
import io.artispace.core.proxy.state.ProxyParts;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the upstream said lately that it does not have, so that it is not asked again for a while: documents by their keys, files by
 * their paths. In memory only. Thread-safe.
 */
final class Absences {
    private final ProxyParts proxy;

    /**
     * Raised to forget all absences at once. It begins with a random number, since the cache may still hold absences from before the
     * proxy's definition changed, perhaps of another upstream.
     */
    private final AtomicLong generation =
            new AtomicLong(ThreadLocalRandom.current().nextLong());

    Absences(ProxyParts proxy) {
        this.proxy = proxy;
    }

    /** The key under which it is cached when the upstream said that something is not there. */
    private record Absence(long repositoryId, long generation, String location) {}

    boolean isKnown(String location) {
        return proxy.engine()
                .cache()
                .find(new Absence(proxy.id(), generation.get(), location), Instant.class)
                .filter(told -> Moments.counts(told, proxy.upstream().absenceTtl(), proxy.now()))
                .isPresent();
    }

    void remember(String location) {
        proxy.engine().cache().put(new Absence(proxy.id(), generation.get(), location), proxy.now(), location.length());
    }

    void forgetAll() {
        generation.incrementAndGet();
    }

    /** Returns a number that changes when all are forgotten; a part of the keys of what else is cached of the upstream. */
    long generation() {
        return generation.get();
    }
}
