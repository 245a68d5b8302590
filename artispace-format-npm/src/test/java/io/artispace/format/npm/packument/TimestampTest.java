package io.artispace.format.npm.packument;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "2026-01-02T03:04:05.678901234Z, 2026-01-02T03:04:05.678Z",
        "2026-12-31T23:59:59Z, 2026-12-31T23:59:59.000Z",
        "1970-01-01T00:00:00.007Z, 1970-01-01T00:00:00.007Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z"
    })
    void alwaysHasThreeDigits(Instant time, String text) {
        assertThat(Timestamp.of(time)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is read as {1}")
    @CsvSource({
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
        "2024-02-29T23:59:59.999Z, 2024-02-29T23:59:59.999Z",
        "2026-02-29T03:04:05.678Z,",
        "2026-01-02T03:04:60.678Z,",
        "2026-01-02T03:04:05.67-Z,",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.678901Z, 2026-01-02T03:04:05.678901Z",
        "'',",
        "yesterday,",
        "1969-12-31T23:59:59Z,",
        "+1000000000-12-31T23:59:59.999999999Z,"
    })
    void timesOfOthersAreReadUnlessNobodyCanHaveSeenThem(String text, @Nullable Instant time) {
        assertThat(Timestamp.find(text)).isEqualTo(Optional.ofNullable(time));
    }
}
