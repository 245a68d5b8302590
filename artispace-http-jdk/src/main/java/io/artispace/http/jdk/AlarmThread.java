package io.artispace.http.jdk;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The alarms of a front. They share one thread, which begins with the first of them and ends when there were none for a while. */
final class AlarmThread implements Alarm, AutoCloseable {
    private static final long IDLE_SECONDS = 30;
    private static final long CLOSE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer;

    AlarmThread(int port) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "artispace-http-" + port + "-alarm");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public Future<?> set(Duration time, Runnable task) {
        return timer.schedule(task, TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
