package io.artispace.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.NotFoundException;
import io.artispace.Registry;
import org.junit.jupiter.api.Test;

class DefiningRepositoriesTest {
    private static final Hosted WANTED = Hosted.named("wanted").format("test");

    @Test
    void whatIsNotThereCanNeitherBeChangedNorDeleted() {
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
}
