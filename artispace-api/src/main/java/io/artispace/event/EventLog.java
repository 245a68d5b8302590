package io.artispace.event;

import java.util.List;

/** The durable log of everything that was changed, by this process or another. Thread-safe. */
public interface EventLog {
    /**
     * Reads events.
     *
     * @param position the position of the last event known; 0 for the beginning
     * @param limit the most events to return, 1 to 1,000
     * @return events in the order of their positions; empty if nothing happened since
     * @throws io.artispace.InvalidInputException if the limit or the position is out of range
     * @throws io.artispace.StorageFailedException if the metadata store fails
     */
    List<RegistryEvent> after(long position, int limit);
}
