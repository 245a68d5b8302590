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
 * The front's own threads: a new one comes only when all are busy, up to a limit; behind that, requests wait, and are begun in the order in which they came.
 *
 * <p>To wake a thread costs a good part of what a small answer costs, so it is done as rarely as can be without leaving a request behind one that may take
 * long. As many threads at a time are on their way as there are processors that could run them: with fewer, a processor may be idle while requests wait.
 * What comes meanwhile waits for them, or for one that is done earlier. As one takes a task, it calls the next thread if there is more to do. Called
 * is the thread that has rested for the shortest time: its memory is still in the caches of the processor, and those that are not needed rest until they
 * go. A pool of the JDK calls the one that rested longest, one for each task, and either starts all its threads before it lets one have a second task, or
 * lets nothing wait.
 */
final class WorkerPool implements Executor, AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** More connections than this are closed without an answer; so many do not wait for a server that works. */
    private static final int LONGEST_QUEUE = 10_000;

    private final int limit;
    private final ThreadFactory threads;
    private final long idleNanos;
    private final int mostComing;

    /** Guards all that follows. */
    private final Object lock = new Object();

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Set<Worker> workers = new HashSet<>();
    /** Those that wait to be called, the one that came last first. The one that came first alone looks at the clock. */
    private final Deque<Worker> resting = new ArrayDeque<>();
    /** How many were called, or started, and have not looked for a task since. */
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
     * Has one more come for what waits, unless enough are on their way, or nobody is left to come. Called with the lock.
     *
     * @return who has to be woken for that, without the lock; null for nobody
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
            // An error as well: it is how a machine says that it has no thread to spare. Those that there are take the
            // task in its turn.
            if (workers.isEmpty()) {
                throw new RejectedExecutionException("The server can start no thread.", noThread);
            }
        }
    }

    /** Stops the threads; those that are still busy are interrupted, and waited for a moment, also where the thread that closes is interrupted itself. */
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
        /** Whether there is a reason to rest no longer. Set with the lock, so that nobody rests twice who is woken late. */
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
         * Waits to be called; returns false if that took so long that this thread is not needed. Of all who rest, the one that came first is called last,
         * so that it tells when one is not needed. For each rest of each thread the kernel would set an alarm, and put it off again.
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
                // Whoever is interrupted cannot rest.
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
