package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTest {
    @ParameterizedTest(name = "\"{0}\" takes gzip: {1}")
    @CsvSource({
        "gzip, true",
        "GZip, true",
        "x-gzip, true",
        "'gzip,deflate', true",
        "'gzip, deflate, br', true",
        "'br;q=1.0, gzip;q=0.8, *;q=0.1', true",
        "'deflate, gzip ; q=0.001', true",
        "*, true",
        "'*;q=0.5', true",
        "'', false",
        "identity, false",
        "br, false",
        "gzip;q=0, false",
        "gzip;q=0.000, false",
        "'*, gzip;q=0', false",
        "'gzip;q=0, *', false",
        "'*;q=0', false",
        "gzip;q=, false",
        "gzip;q=x, false",
        "gzip;q=1e9, false",
        "gzip;q=-1, false",
        "gzip;level=9, true",
        "gzipped, false",
    })
    void readsWeights(String header, boolean takesGzip) {
        assertThat(AcceptEncoding.takesGzip(header)).isEqualTo(takesGzip);
    }

    @Test
    void costsNoMoreThanItsLength() {
        String header = ",".repeat(4_000_000) + "gzip";

        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(AcceptEncoding.takesGzip(header)).isTrue());
    }
}
