package io.artispace.event;

import java.util.List;

/**
 * Is told of changes after they were committed by this process. For a record without gaps, across crashes and processes, read
 * the {@link EventLog}.
 */
@FunctionalInterface
public interface RegistryListener {
    /**
     * Called once for each commit, on the thread that made it, before its call returns; so it should be quick. Several threads may call it
     * at once, and then in any order. Of several listeners, each is called in the order in which they were added. What it throws, {@link
     * Error}s included, is logged and changes nothing.
     *
     * <p>It may call the registry; what it changes there is told to it in turn. But it must not read what an upstream may have to be asked
     * for, in a proxy or a group with one: its thread may be one that asks the upstream, and would wait for itself.
     *
     * @param events what the commit changed, in the order of their positions; at least one
     */
    void changed(List<RegistryEvent> events);
}
