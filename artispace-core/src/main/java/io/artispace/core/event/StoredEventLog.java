package io.artispace.core.event;

import io.artispace.InvalidInputException;
import io.artispace.event.EventLog;
import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.List;

/** The event log as the metadata store keeps it. */
public final class StoredEventLog implements EventLog {
    private static final int MAX_LIMIT = 1000;

    private final MetadataStore metadata;

    /**
     * Creates the log.
     *
     * @param metadata where the events are
     */
    public StoredEventLog(MetadataStore metadata) {
        this.metadata = metadata;
    }

    @Override
    public List<RegistryEvent> after(long position, int limit) {
        if (position < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("Cannot read " + limit + " events after position " + position
                    + ": the position must be 0 or more, the limit 1 to " + MAX_LIMIT + ".");
        }
        return metadata.read(reader -> reader.events(position, limit));
    }

    @Override
    public long end() {
        return metadata.read(MetadataReader::lastEvent);
    }
}
