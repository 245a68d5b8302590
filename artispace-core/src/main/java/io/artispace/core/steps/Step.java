package io.artispace.core.steps;

import java.io.IOException;

/** One of several pieces of work that read or write. */
@FunctionalInterface
public interface Step {
    /** Does it. */
    void run() throws IOException;
}
