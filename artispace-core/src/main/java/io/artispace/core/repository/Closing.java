package io.artispace.core.repository;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Closes several things, each of them whatever became of the others. Used by one thread. */
final class Closing {
    /** What closes one of them. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private @Nullable Throwable failure;

    /** Closes one. */
    void run(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            if (failure == null) {
                failure = e;
            } else if (!failure.equals(e)) {
                failure.addSuppressed(e);
            }
        }
    }

    /**
     * Says that it was the last one.
     *
     * @throws IOException as the first one that failed, with the others suppressed in it
     */
    void end() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
