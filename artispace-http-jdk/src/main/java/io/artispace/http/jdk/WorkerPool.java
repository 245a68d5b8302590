package io.artispace.http.jdk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The front's own threads. A new thread is started only when all are busy, up to a limit; beyond that, requests wait, and are begun in
 * the order in which they came.
 *
 * <p>Waking a thread costs a good part of what a small answer costs. So threads are woken as rarely as possible, but a request must not
 * have to wait for another one that may take long. Only as many threads are being woken at a time as there are processors to run them;
 * with fewer, a processor could be idle while requests wait. Requests that come meanwhile wait for these threads, or for one that is
 * done earlier. When a thread takes a task and there is more to do, it wakes the next one. The thread that has rested for the shortest
 * time is woken first: its memory is still in the processor's caches, and threads that are not needed rest until they end.
 *
 * <p>The JDK's own pools wake a thread for each task, the one that has rested longest, and either start all their threads before one
 * gets a second task, or let nothing wait.
 */
final class WorkerPool implements Executor, AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /**
     * The most requests that may wait; connections beyond that are closed without an answer. A server that works never has so many waiting.
     */
    private static final int LONGEST_QUEUE = 10_000;

    private final int limit;
    private final ThreadFactory threads;
    private final long idleNanos;
    private final int mostComing;

    /** Guards all that follows. */
    private final Object lock = new Object();

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Set<Worker> workers = new HashSet<>();
    /** The threads that wait to be called, the one that came last first. Only the one that came first looks at the clock. */
    private final Deque<Worker> resting = new ArrayDeque<>();
    /** How many threads were called or started, and have not looked for a task since. */
    private int coming;

    private boolean isClosed;

    WorkerPool(int limit, int port) {
        this(
                limit,
                new Named("artispace-http-" + port + "-"),
                IDLE_NANOS,
                Runtime.getRuntime().availableProcessors());
    }

    /** Creates a pool whose threads go when they had nothing to do for a time, and of which only so many are on their way at once. */
    WorkerPool(int limit, ThreadFactory threads, long idleNanos, int mostComing) {
        this.limit = limit;
        this.threads = threads;
        this.idleNanos = idleNanos;
        this.mostComing = mostComing;
    }

    @Override
    public void execute(Runnable task) {
        Worker called;
        synchronized (lock) {
            if (isClosed || waiting.size() >= LONGEST_QUEUE) {
                throw new RejectedExecutionException("The server is overloaded or was closed.");
            }
            waiting.add(task);
            try {
                called = call();
            } catch (RejectedExecutionException noThread) {
                waiting.removeLast();
                throw noThread;
            }
        }
        if (called != null) {
            LockSupport.unpark(called.thread);
        }
    }

    /**
     * Calls one more thread for the waiting tasks, unless enough were called already or none is left. Called with the lock held.
     *
     * @return the thread that the caller has to wake, after releasing the lock; null if there is none
     */
    private @Nullable Worker call() {
        if (coming >= Math.min(mostComing, waiting.size())) {
            return null;
        }
        Worker rested = resting.poll();
        if (rested != null) {
            rested.called = true;
            rested.comes();
        } else if (workers.size() < limit) {
            start();
        }
        return rested;
    }

    private void start() {
        try {
            Worker started = new Worker();
            started.thread.start();
            workers.add(started);
            started.comes();
        } catch (Throwable noThread) {
            // Errors, too: if the machine has no thread to spare, that is an OutOfMemoryError. The threads that exist
            // take the task in its turn.
            if (workers.isEmpty()) {
                throw new RejectedExecutionException("The server can start no thread.", noThread);
            }
        }
    }

    /**
     * Stops the threads. Those that are still busy are interrupted and waited for briefly, even if the closing thread is interrupted
     * itself.
     */
    @Override
    public void close() {
        long begun = System.nanoTime();
        List<Worker> stopped;
        synchronized (lock) {
            isClosed = true;
            waiting.clear();
            stopped = List.copyOf(workers);
            stopped.forEach(Worker::stop);
        }
        boolean interrupted = false;
        for (Worker worker : stopped) {
            interrupted |= join(worker.thread, begun);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells whether this thread was interrupted meanwhile. */
    private static boolean join(Thread thread, long begun) {
        boolean interrupted = false;
        while (true) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, CLOSE_NANOS - (System.nanoTime() - begun));
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** What one thread does. */
    private final class Worker implements Runnable {
        private final Thread thread = threads.newThread(this);
        /** Whether there is a reason to stop resting. Set with the lock held, so that a thread that wakes late does not rest again. */
        private volatile boolean called;
        /** Whether to rest with a time limit, and to have the next one do so after it. Set with the lock. */
        private volatile boolean watching;
        /** Whether it is one of those that are on their way. Read and set with the lock. */
        private boolean isComing;

        void stop() {
            called = true;
            thread.interrupt();
        }

        @Override
        public void run() {
            try {
                for (Runnable task = next(); task != null; task = next()) {
                    perform(task);
                }
            } finally {
                synchronized (lock) {
                    leave();
                }
            }
        }

        private void perform(Runnable task) {
            try {
                task.run();
            } catch (Throwable thrown) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
            } finally {
                // What interrupts this task must not reach the next.
                Thread.interrupted();
            }
        }

        /** Returns what to do next; null if this thread is to end. */
        private @Nullable Runnable next() {
            do {
                Runnable task;
                Worker other;
                synchronized (lock) {
                    arrive();
                    task = waiting.poll();
                    if (task == null && isClosed) {
                        return null;
                    }
                    if (task == null) {
                        called = false;
                        watching = resting.isEmpty();
                        resting.push(this);
                    }
                    other = call();
                }
                if (other != null) {
                    LockSupport.unpark(other.thread);
                }
                if (task != null) {
                    return task;
                }
            } while (rest());
            return null;
        }

        /**
         * Waits to be called; returns false if that took so long that this thread is not needed. The thread that came first is called last;
         * so only that one waits with a time limit, and tells when a thread is not needed. With a limit for each thread, the kernel would
         * have to set and remove a timer for each rest.
         */
        private boolean rest() {
            long begun = System.nanoTime();
            while (!called) {
                if (watching) {
                    long left = idleNanos - (System.nanoTime() - begun);
                    if (left <= 0) {
                        return !left();
                    }
                    LockSupport.parkNanos(WorkerPool.this, left);
                } else {
                    LockSupport.park(WorkerPool.this);
                }
                // A thread that is interrupted cannot rest.
                Thread.interrupted();
            }
            return true;
        }

        /** Unless it was called at the last moment. */
        private boolean left() {
            Worker next;
            synchronized (lock) {
                if (!resting.remove(this)) {
                    return false;
                }
                leave();
                next = resting.peekLast();
                if (next != null) {
                    next.watching = true;
                }
            }
            if (next != null) {
                LockSupport.unpark(next.thread);
            }
            return true;
        }

        private void leave() {
            workers.remove(this);
            arrive();
        }

        private void comes() {
            isComing = true;
            coming++;
        }

        private void arrive() {
            if (isComing) {
                isComing = false;
                coming--;
            }
        }
    }

    /** Names threads by number. */
    private record Named(String prefix, AtomicInteger names) implements ThreadFactory {
        Named(String prefix) {
            this(prefix, new AtomicInteger());
        }

        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(work, prefix + names.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        }
    }
}
