package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
    @ParameterizedTest(name = "{0} of 10 bytes is {1}")
    @CsvSource({
        "bytes=0-0, 0+1",
        "bytes=0-4, 0+5",
        "bytes=0-9, 0+10",
        "bytes=0-, 0+10",
        "bytes=9-, 9+1",
        "bytes=5-100, 5+5",
        "bytes=5-99999999999999999999999999, 5+5",
        "bytes=-1, 9+1",
        "bytes=-10, 0+10",
        "bytes=-11, 0+10",
        "bytes=-99999999999999999999999999, 0+10",
        "BYTES=0-0, 0+1",
        "'bytes= 0-1 ', 0+2",
        "'bytes=0-1,3-4', 0+2 3+2",
        "'bytes=8-, 0-1', 8+2 0+2",
        "'bytes=0-1,20-30', 0+2",
        "'bytes=,0-1,,', 0+2",
        "'bytes=0-0,-1', 0+1 9+1",
    })
    void readsParts(String header, String expected) {
        String ranges = RangeHeader.parse(header, 10).orElseThrow().stream()
                .map(range -> range.first() + "+" + range.length())
                .collect(Collectors.joining(" "));

        assertThat(ranges).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-", "bytes=10-,20-30"})
    void tellsThatNothingOfItIsThere(String header) {
        assertThat(RangeHeader.parse(header, 10))
                .hasValueSatisfying(ranges -> assertThat(ranges).isEmpty());
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=a-b",
                "bytes=1",
                "bytes=2-1",
                "bytes=--1",
                "bytes=1--2",
                "bytes=0-1-2",
                "bytes=0x1-2",
                "bytes=+0-1",
                "bytes=0-1;2-3",
                "lines=0-1",
                "bytes 0-1",
                "bytes=0 - 1",
                "bytes=0-1,x",
                "bytes=0-5,3-8",
                "bytes=0-,0-",
                "bytes=-5,-5"
            })
    void ignoresWhatIsMalformedOrOverlaps(String header) {
        assertThat(RangeHeader.parse(header, 10)).isEmpty();
    }

    @Test
    void ignoresFloods() {
        assertThat(RangeHeader.parse(parts(16), 1_000)).isPresent();
        assertThat(RangeHeader.parse(parts(17), 1_000)).isEmpty();
        assertThat(RangeHeader.parse("bytes=" + "5000-,".repeat(2_000), 1_000)).isEmpty();
    }

    @Test
    void anEmptyBodyHasNoParts() {
        assertThat(RangeHeader.parse("bytes=0-", 0))
                .hasValueSatisfying(ranges -> assertThat(ranges).isEmpty());
        assertThat(RangeHeader.parse("bytes=-5", 0))
                .hasValueSatisfying(ranges -> assertThat(ranges).isEmpty());
    }

    private static String parts(int count) {
        return "bytes="
                + IntStream.range(0, count).mapToObj(i -> i * 2 + "-" + i * 2).collect(Collectors.joining(","));
    }
}
