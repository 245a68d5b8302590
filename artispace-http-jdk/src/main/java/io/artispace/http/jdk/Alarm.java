package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.Future;

/** Tells when a time is over. */
@FunctionalInterface
interface Alarm {
    /**
     * Has a task run after a time.
     *
     * @param task short
     * @return what cancels it
     */
    Future<?> set(Duration time, Runnable task);
}
