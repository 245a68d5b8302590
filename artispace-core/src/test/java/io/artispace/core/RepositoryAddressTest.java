package io.artispace.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryAddressTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "maven, maven,,",
        "'', '',,",
        "maven@2026-01-31, maven, 2026-01-31T23:59:59.999999999Z,",
        "maven@2026-01-31T12:00:00Z, maven, 2026-01-31T12:00:00Z,",
        "maven@2026-01-31T12:00:00.5+02:00, maven, 2026-01-31T10:00:00.5Z,",
        "maven~build-42, maven,, build-42",
        "maven@2026-01-31T12:00:00Z~b@1~c, maven, 2026-01-31T12:00:00Z, b@1~c",
        "@2026-01-31, '', 2026-01-31T23:59:59.999999999Z,",
    })
    void segmentIsTakenApart(String segment, String name, Instant instant, String session) {
        assertThat(RepositoryAddress.of(segment)).isEqualTo(new RepositoryAddress(name, instant, session));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "2026-01-31T12:00", "2026-01-31T12:00:00", "-1", "2026-1-1"})
    void malformedInstantIsRefused(String text) {
        assertThatThrownBy(() -> RepositoryAddress.of("maven@" + text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2026-01-31T12:00:00Z");
    }

    @Test
    void instantsFarAwayAreInstants() {
        assertThat(RepositoryAddress.of("m@9999-12-31").moment()).isPresent();
    }
}
