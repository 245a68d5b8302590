package io.artispace.core.repository;

import java.io.IOException;

/** Closes several things, each of them whatever became of the others. Used by one thread. */
final class Closing {
    /** What closes one of them. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private final FirstFailure failure = new FirstFailure();

    /** Closes one. */
    void run(Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            failure.note(e);
        }
    }

    /**
     * Says that it was the last one.
     *
     * @throws IOException as the first one that failed, with the others suppressed in it
     */
    void end() throws IOException {
        failure.rethrow();
    }
}
