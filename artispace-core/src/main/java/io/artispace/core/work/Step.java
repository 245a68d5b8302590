package io.artispace.core.work;

import java.io.IOException;

/** One of several pieces of work that read or write. */
@FunctionalInterface
public interface Step {
    /** Does it. */
    void run() throws IOException;
}
