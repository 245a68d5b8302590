package io.artispace.event;

import java.util.List;

/**
 * The durable log of everything that was changed, by this process or another, until the host lets old events go
 * ({@link io.artispace.Maintenance#dropEvents}). Thread-safe.
 */
public interface EventLog {
    /**
     * Reads events. Whoever has not read some that were let go since, gets one of the type
     * {@link RegistryEvent.Type#EVENTS_DROPPED} in their place.
     *
     * @param position the position of the last event known; 0 for the beginning
     * @param limit the most events to return, 1 to 1,000
     * @return events in the order of their positions; empty if nothing happened since
     * @throws io.artispace.InvalidInputException if the limit or the position is out of range
     * @throws io.artispace.StorageFailedException if the metadata store fails
     */
    List<RegistryEvent> after(long position, int limit);

    /**
     * Tells where the log ends, for who wants to know only what happens from now on.
     *
     * @return the position of the last event, after which {@link #after} finds all that happens later; 0 if nothing ever happened
     * @throws io.artispace.StorageFailedException if the metadata store fails
     */
    long end();
}
