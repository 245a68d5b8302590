package io.artispace.core.steps;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs several steps at a time, for steps that mostly wait for another machine. The calling thread takes part, and the threads beside
 * it end before the call does, so the host never sees one.
 *
 * <p>The monitor of this object guards what is left.
 */
public final class Overlapped {
    private final Iterator<Step> left;
    private final FirstFailure failure = new FirstFailure();

    private Overlapped(List<Step> steps) {
        this.left = steps.iterator();
    }

    /**
     * Runs all steps. Once one fails, no other is begun, and those that run are waited for.
     *
     * @param steps in the order in which they are begun
     * @param atOnce how many threads, this one included
     * @throws IOException as the first step that failed, or if this thread is interrupted, which interrupts the steps that run
     */
    public static void run(List<Step> steps, int atOnce) throws IOException {
        Overlapped run = new Overlapped(steps);
        List<Thread> helpers = new ArrayList<>();
        try {
            for (int i = 1; i < Math.min(atOnce, steps.size()); i++) {
                Thread helper = new Thread(run::work, "artispace-commit-" + i);
                helper.setDaemon(true);
                helper.start();
                helpers.add(helper);
            }
            run.work();
        } catch (Throwable noThreadLeft) {
            run.failure.note(noThreadLeft);
        }
        run.await(helpers);
        run.failure.rethrow();
    }

    private void work() {
        for (Step next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable e) {
                failure.note(e);
            }
        }
    }

    private synchronized @Nullable Step next() {
        return !failure.isNoted() && left.hasNext() ? left.next() : null;
    }

    /** Whatever happens, no helper is left running, since the upload that it commits is about to be closed. */
    private void await(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.note(new InterruptedIOException("The commit was interrupted."));
                    helpers.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
