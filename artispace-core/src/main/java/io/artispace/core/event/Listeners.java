package io.artispace.core.event;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the host's listeners what was committed; a listener that fails harms neither the others nor the commit. */
public final class Listeners {
    private static final Logger logger = LoggerFactory.getLogger(Listeners.class);

    private final List<RegistryListener> listeners;

    /**
     * Creates the group.
     *
     * @param listeners who is told, in this order
     */
    public Listeners(List<RegistryListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Tells all listeners.
     *
     * @param events what one commit changed; if that is nothing, nobody is told
     */
    public void tell(List<RegistryEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<RegistryEvent> told = List.copyOf(events);
        for (RegistryListener listener : listeners) {
            try {
                listener.changed(told);
            } catch (RuntimeException | Error e) {
                // Errors, too: a plug-in that lacks a class throws one, and the commit has taken effect all the same.
                logger.warn(
                        "A listener failed on {} event(s) up to position {}",
                        told.size(),
                        told.get(told.size() - 1).position(),
                        e);
            }
        }
    }
}
