package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Alarms that go off when the test says so. */
final class ManualAlarm implements Alarm {
    private final BlockingQueue<Set> sets = new LinkedBlockingQueue<>();

    /** One alarm. */
    record Set(Duration time, Runnable task, CompletableFuture<Void> ended) {
        void goOff() {
            task.run();
        }

        boolean isCancelled() {
            return ended.isCancelled();
        }
    }

    @Override
    public Future<?> set(Duration time, Runnable task) {
        Set set = new Set(time, task, new CompletableFuture<>());
        sets.add(set);
        return set.ended();
    }

    /** Waits for the next one that is set. */
    Set next() throws InterruptedException {
        Set set = sets.poll(30, TimeUnit.SECONDS);
        assertThat(set).isNotNull();
        return set;
    }

    boolean isUnused() {
        return sets.isEmpty();
    }
}
