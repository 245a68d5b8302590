package io.artispace.core.steps;

import java.io.IOException;

/** Closes several things, each even if closing another one failed. Used by one thread. */
public final class Closing {
    private final FirstFailure failure = new FirstFailure();

    /** Closes one. */
    public void run(Step step) {
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
    public void end() throws IOException {
        failure.rethrow();
    }
}
