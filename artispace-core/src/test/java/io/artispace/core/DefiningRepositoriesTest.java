package io.artispace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Registry;
import io.artispace.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DefiningRepositoriesTest {
    private static final Hosted WANTED = Hosted.named("wanted").format("test");

    @Test
    void createOrUpdateGivesTheWantedDefinitionWhateverWasThere() {
        try (Fixture fixture = new Fixture()) {
            Registry registry = fixture.registry();

            assertThat(registry.createOrUpdate(WANTED).definition()).isEqualTo(WANTED);
            Hosted changed = WANTED.redeploy(Hosted.Redeploy.ALLOWED);
            assertThat(registry.createOrUpdate(changed).definition()).isEqualTo(changed);
            long before = events(registry);
            Repository same = registry.createOrUpdate(changed);

            assertThat(same.definition()).isEqualTo(changed);
            assertThat(events(registry)).as("nothing was to be done").isEqualTo(before);
            assertThatThrownBy(() -> registry.createOrUpdate(WANTED.format("other")))
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void missingRepositoryCanNeitherBeChangedNorDeleted() {
        try (Fixture fixture = new Fixture()) {
            Registry registry = fixture.registry();
            String message = "There is no repository \"wanted\"; there are [files].";

            assertThatThrownBy(() -> registry.update(WANTED))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> registry.delete("wanted"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> registry.repository("wanted"))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessage(message);
        }
    }

    private static long events(Registry registry) {
        return registry.events().after(0, 1_000).size();
    }

    @Test
    void createOrUpdateFailsForNoneOfSeveralAtOnce() throws Exception {
        int count = 8;
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try (Fixture fixture = new Fixture()) {
            CyclicBarrier start = new CyclicBarrier(count);
            List<Future<Repository>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return fixture.registry().createOrUpdate(WANTED);
                }));
            }
            for (Future<Repository> each : all) {
                assertThat(each.get().definition()).isEqualTo(WANTED);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
