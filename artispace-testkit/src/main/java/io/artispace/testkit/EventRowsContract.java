package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about the event log. */
abstract class EventRowsContract extends AccountRowsContract {
    @Test
    final void appendedEventIsReadBackWithItsPosition() {
        RegistryEvent full = new RegistryEvent(99, TIME, Type.TAG_CHANGED, "r", "com.acme:app", "1.0", "latest", "ann");
        RegistryEvent bare = new RegistryEvent(0, LATER, Type.REPOSITORY_CREATED, "r", null, null, null, "host");

        List<RegistryEvent> appended =
                store().write(writer -> List.of(writer.appendEvent(full), writer.appendEvent(bare)));

        assertThat(appended.get(0)).isEqualTo(full.at(appended.get(0).position()));
        assertThat(appended.get(1)).isEqualTo(bare.at(appended.get(1).position()));
        assertThat(rows().events(0, 10)).isEqualTo(appended);
    }

    @Test
    final void everyTypeOfEventIsKept() {
        write(writer -> {
            for (Type type : Type.values()) {
                writer.appendEvent(event(type));
            }
        });

        assertThat(rows().events(0, 100)).extracting(RegistryEvent::type).containsExactly(Type.values());
    }

    @Test
    final void positionsGrowAndTheLogIsReadOnFromOne() {
        for (int i = 0; i < 5; i++) {
            write(writer -> writer.appendEvent(event(Type.FILE_PUBLISHED)));
        }

        List<RegistryEvent> first = rows().events(0, 3);
        long last = first.get(2).position();
        List<RegistryEvent> second = rows().events(last, 3);

        List<Long> positions = new ArrayList<>();
        first.forEach(event -> positions.add(event.position()));
        second.forEach(event -> positions.add(event.position()));
        assertThat(positions).hasSize(5).doesNotHaveDuplicates().isSorted().allMatch(position -> position > 0);
        assertThat(rows().events(positions.get(4), 3)).isEmpty();
    }

    @Test
    final void eventOfAWorkThatThrowsIsNotInTheLogAndItsPositionIsNotSeenTwice() {
        write(writer -> writer.appendEvent(event(Type.FILE_PUBLISHED)));
        assertThatThrownBy(() -> write(writer -> {
                    writer.appendEvent(event(Type.FILE_REMOVED));
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");
        write(writer -> writer.appendEvent(event(Type.VERSION_PUBLISHED)));

        assertThat(rows().events(0, 10))
                .extracting(RegistryEvent::type)
                .containsExactly(Type.FILE_PUBLISHED, Type.VERSION_PUBLISHED);
    }

    @Test
    final void eventsAppendedAtOnceKeepTheirOrder() {
        List<RegistryEvent> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(new RegistryEvent(0, TIME, Type.FILE_PUBLISHED, "r", "app", null, "file " + i, "host"));
        }
        List<RegistryEvent> appended = new ArrayList<>();
        write(writer -> {
            appended.add(writer.appendEvent(event(Type.VERSION_PUBLISHED)));
            appended.addAll(writer.appendEvents(many));
            appended.addAll(writer.appendEvents(List.of()));
            appended.addAll(writer.appendEvents(List.of(event(Type.TAG_CHANGED))));
        });

        assertThat(appended)
                .extracting(RegistryEvent::position)
                .hasSize(152)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(appended.subList(1, 151))
                .extracting(RegistryEvent::detail)
                .startsWith("file 0")
                .endsWith("file 149");
        assertThat(rows().events(0, 1_000)).isEqualTo(appended);
    }

    @Test
    final void logEndsWithItsLastEvent() {
        assertThat(rows().lastEvent()).isZero();

        long last = append(TIME).position();

        assertThat(rows().lastEvent()).isEqualTo(last);
        assertThat(rows().events(last, 10)).isEmpty();
        RegistryEvent next = append(TIME);
        assertThat(rows().events(last, 10)).containsExactly(next);
    }

    @Test
    final void oldEventsAreDroppedAndWhoMissedThemIsToldSo() {
        List<RegistryEvent> old = List.of(append(TIME), append(TIME), append(TIME), append(TIME), append(TIME));
        RegistryEvent young = append(LATER);
        RegistryEvent last = append(LATER);

        assertThat(drop(LATER, 3)).isEqualTo(3);
        assertThat(rows().events(0, 10)).containsExactly(mark(old.get(2)), old.get(3), old.get(4), young, last);
        assertThat(drop(LATER, 1)).isEqualTo(1);
        assertThat(drop(LATER, 100)).isEqualTo(1);
        assertThat(drop(LATER, 100)).isZero();

        assertThat(rows().events(0, 10)).containsExactly(mark(old.get(4)), young, last);
        assertThat(rows().events(old.get(3).position(), 10)).containsExactly(mark(old.get(4)), young, last);
        assertThat(rows().events(old.get(4).position(), 10)).containsExactly(young, last);
        assertThat(rows().lastEvent()).isEqualTo(last.position());
    }

    @Test
    final void eventBehindAYoungerOneIsNotDropped() {
        RegistryEvent young = append(LATER);
        RegistryEvent old = append(TIME);
        RegistryEvent last = append(LATER);

        assertThat(drop(LATER, 100)).isZero();

        assertThat(rows().events(0, 10)).containsExactly(young, old, last);
    }

    @Test
    final void eventsThatSeveralDropAtOnceAreCountedOnce() throws Exception {
        write(writer -> writer.appendEvents(Collections.nCopies(401, event(Type.FILE_PUBLISHED))));

        List<Integer> counts = Together.run(4, i -> () -> {
            int total = 0;
            int dropped;
            do {
                dropped = drop(LATER, 10);
                total += dropped;
            } while (dropped > 0);
            return total;
        });

        assertThat(counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(400);
        assertThat(rows().events(0, 10)).hasSize(2);
    }

    /** Otherwise nothing would tell where the log was, neither a reader nor a copy of the store. */
    @Test
    final void lastEventIsNeverDropped() {
        assertThat(drop(LATER, 100)).isZero();
        RegistryEvent old = append(TIME);
        assertThat(drop(LATER, 100)).isZero();
        RegistryEvent last = append(TIME);

        assertThat(drop(LATER, 100)).isEqualTo(1);
        assertThat(drop(LATER, 100)).isZero();

        assertThat(rows().events(0, 10)).containsExactly(mark(old), last);
        assertThat(append(TIME).position()).isGreaterThan(last.position());
    }

    private int drop(Instant before, int limit) {
        return store().write(writer -> writer.dropEvents(before, limit));
    }

    private RegistryEvent append(Instant time) {
        return store().write(writer -> writer.appendEvent(
                new RegistryEvent(0, time, Type.FILE_PUBLISHED, "r", "app", "1.0", "app/1.0/a", "ann")));
    }

    private static RegistryEvent mark(RegistryEvent dropped) {
        return new RegistryEvent(dropped.position(), dropped.time(), Type.EVENTS_DROPPED, "", null, null, null, "host");
    }

    private static RegistryEvent event(Type type) {
        return new RegistryEvent(0, TIME, type, "r", "app", null, null, "host");
    }
}
