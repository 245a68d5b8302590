package io.artispace.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are compressed piece by piece. */
class GzippedTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 16_384, 16_385, 131_072, 1_000_000})
    void anyReaderOfGzipReadsWhatWasCompressed(int length) throws Exception {
        byte[] text = document(1, length);
        byte[] noise = new byte[length];
        new Random(1).nextBytes(noise);

        assertThat(unzipped(Gzipped.of(text, null))).isEqualTo(text);
        assertThat(unzipped(Gzipped.of(noise, null))).isEqualTo(noise);
    }

    @Test
    void nextEditionIsTheSameWhetherTheLastIsKnownOrNot() throws Exception {
        Random random = new Random(7);
        byte[] plain = document(7, 300_000);
        Gzipped last = Gzipped.of(plain, null);
        for (int edition = 0; edition < 50; edition++) {
            plain = edited(plain, random);

            Gzipped next = Gzipped.of(plain, last);

            assertThat(unzipped(next)).isEqualTo(plain);
            assertThat(next.bytes()).isEqualTo(Gzipped.of(plain, null).bytes());
            last = next;
        }
    }

    @Test
    void piecesAreNotSoShortThatCompressionIsLost() {
        byte[] plain = document(3, 700_000);

        int inPieces = Gzipped.of(plain, null).bytes().length;

        assertThat(inPieces).isLessThan(plain.length / 2);
    }

    /** Lines that are alike and yet not the same, as versions of a package are. */
    private static byte[] document(long seed, int length) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 200);
        for (int line = 0; text.length() < length; line++) {
            text.append("\"1.0.").append(line).append("\":{\"name\":\"app\",\"dist\":{\"integrity\":\"");
            text.append(Long.toHexString(random.nextLong())).append(Long.toHexString(random.nextLong()));
            text.append("\",\"tarball\":\"https://registry.example/app/-/app-1.0.")
                    .append(line)
                    .append(".tgz\"}},\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] edited(byte[] plain, Random random) {
        String text = new String(plain, StandardCharsets.US_ASCII);
        int at = random.nextInt(text.length());
        int cut = Math.min(text.length(), at + random.nextInt(50));
        return (text.substring(0, at) + "edit " + random.nextLong() + text.substring(cut))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] unzipped(Gzipped gzipped) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped.bytes()))) {
            return in.readAllBytes();
        }
    }
}
