package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import java.util.ArrayList;
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

    private static RegistryEvent event(Type type) {
        return new RegistryEvent(0, TIME, type, "r", "app", null, null, "host");
    }
}
