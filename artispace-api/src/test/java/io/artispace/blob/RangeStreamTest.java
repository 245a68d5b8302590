package io.artispace.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RangeStreamTest {
    private static final byte[] CONTENT = {0, 1, -2, 3, 4, 5, 6, 7};

    /** Hands out three bytes at a time at most. */
    private static RangeStream range(int offset, int length) {
        return new RangeStream(offset, length) {
            @Override
            protected int readSome(byte[] bytes, int from, int wanted) {
                int start = (int) position();
                int count = Math.min(3, Math.min(wanted, CONTENT.length - start));
                System.arraycopy(CONTENT, start, bytes, from, count);
                return count;
            }

            @Override
            public long skip(long count) {
                return passOver(count);
            }
        };
    }

    @Test
    void readsTheRangeAndNothingBehindIt() throws IOException {
        assertThat(range(1, 6).readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 1, 7));
        assertThat(range(3, 0).readAllBytes()).isEmpty();
    }

    @Test
    void readsSingleBytesWithoutTheirSign() throws IOException {
        RangeStream in = range(2, 2);
        assertThat(in.read()).isEqualTo(254);
        assertThat(in.read()).isEqualTo(3);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void availableIsWhatIsLeftOfTheRange() throws IOException {
        RangeStream in = range(1, 5);
        assertThat(in.skip(2)).isEqualTo(2);
        assertThat(in.skip(-1)).isZero();
        assertThat(in.available()).isEqualTo(3);
        assertThat(in.read(new byte[9], 0, 2)).isEqualTo(2);
        assertThat(in.skip(9)).isEqualTo(1);
        assertThat(in.available()).isZero();
        assertThat(in.read(new byte[9], 0, 0)).isZero();
        assertThat(in.read(new byte[9], 0, 9)).isEqualTo(-1);
    }

    @Test
    void streamThatEndsBeforeItsRangeFails() {
        assertThatThrownBy(() -> range(6, 4).readAllBytes())
                .isInstanceOf(EOFException.class)
                .hasMessage("The content ends 2 bytes before it should.");
    }
}
