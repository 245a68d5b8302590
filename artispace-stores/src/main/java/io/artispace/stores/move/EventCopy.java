package io.artispace.stores.move;

import io.artispace.event.RegistryEvent;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.util.List;

/** Copies the event log from the last position that the target has. */
final class EventCopy {
    private final MetadataStore source;
    private final MetadataStore target;
    private final Tally tally;

    EventCopy(MetadataStore source, MetadataStore target, Tally tally) {
        this.source = source;
        this.target = target;
        this.tally = tally;
    }

    /** Copies the events that are visible to every reader by now: no other can appear before them any more. */
    void copyVisible() {
        copy(MetadataReader::events);
    }

    /** Copies the rest, while nobody writes. */
    void copyRest() {
        copy((reader, after, limit) -> reader.dump().events(after, limit));
    }

    private void copy(Pages.Question<Long, RegistryEvent> question) {
        long last = target.read(reader -> reader.dump().lastEvent());
        Pages.forEach(source, last, question, RegistryEvent::position, (events, after) -> {
            if (!events.isEmpty()) {
                target.write(writer -> {
                    events.forEach(writer.restore()::putEvent);
                    return null;
                });
                tally.eventsCopied.addAndGet(events.size());
            }
            tally.step();
        });
        dropWhatTheSourceDropped();
    }

    /** Events may have been dropped after they were copied, or been copied when those before them were there no more. */
    private void dropWhatTheSourceDropped() {
        List<RegistryEvent> first = source.read(reader -> reader.dump().events(0, 1));
        if (!first.isEmpty()
                && first.get(0).type() == RegistryEvent.Type.EVENTS_DROPPED
                && !first.equals(target.read(reader -> reader.dump().events(0, 1)))) {
            target.write(writer -> {
                writer.restore().beginEvents(first.get(0));
                return null;
            });
        }
    }
}
