package io.artispace.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Damaged variants of a valid input, for tests that no input of a parser ends in anything but an answer or a refusal. The same seed gives
 * the same variants, in every build. Immutable and thread-safe.
 */
public final class Mutations {
    private static final int MOST_AT_ONCE = 4;
    private static final int LONGEST_RANGE = 40;
    private static final int SEEDS_AT_ONCE = 100;

    /** So that two searches that begin one after the other try no seed twice. */
    private static final int FRESH_BITS = 16;

    private final byte[] valid;
    private final List<byte[]> words;

    /**
     * Creates the mutations of an input.
     *
     * @param valid the input
     * @param words pieces that have a meaning to the parser, put in here and there
     */
    public Mutations(byte[] valid, String... words) {
        this.valid = valid.clone();
        this.words = Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * Tries the same variants in every build, those of the seeds from 1 on. If the system property {@code artispace.fuzz.seconds} is set,
     * it tries others instead, for as long as that says. What the consumer throws is thrown with the seed of the variant.
     *
     * @param count how many in every build
     * @param consumer is given each variant
     */
    public void search(int count, Consumer<byte[]> consumer) {
        Integer seconds = Integer.getInteger("artispace.fuzz.seconds");
        if (seconds == null) {
            forEach(1, count, consumer);
            return;
        }
        long begin = System.nanoTime();
        long seed = System.currentTimeMillis() << FRESH_BITS;
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(seconds)) {
            forEach(seed, SEEDS_AT_ONCE, consumer);
            seed += SEEDS_AT_ONCE;
        }
    }

    /**
     * Tries variants one after the other. What the consumer throws is thrown with the seed of the variant, which brings it back.
     *
     * @param seed the first seed; each variant has the next one
     * @param count how many
     * @param consumer is given each variant
     */
    public void forEach(long seed, int count, Consumer<byte[]> consumer) {
        for (long each = seed; each < seed + count; each++) {
            byte[] variant = variant(each);
            try {
                consumer.accept(variant);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(
                        "Variant of seed " + each + ": " + new String(variant, StandardCharsets.UTF_8), failure);
            }
        }
    }

    /**
     * Makes one variant.
     *
     * @param seed says which
     * @return a new array
     */
    public byte[] variant(long seed) {
        Random random = new Random(seed);
        byte[] variant = valid;
        for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
            variant = mutate(variant, random);
        }
        return variant.clone();
    }

    private byte[] mutate(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(LONGEST_RANGE));
        return switch (random.nextInt(6)) {
            case 0 -> join(bytes, from, new byte[] {(byte) random.nextInt()}, Math.min(bytes.length, from + 1));
            case 1 -> join(bytes, from, new byte[0], to);
            case 2 -> join(bytes, from, Arrays.copyOfRange(bytes, from, to), from);
            case 3 -> Arrays.copyOf(bytes, from);
            case 4 -> join(bytes, from, word(random), to);
            default -> join(bytes, from, word(random), from);
        };
    }

    private byte[] word(Random random) {
        return words.isEmpty() ? new byte[0] : words.get(random.nextInt(words.size()));
    }

    /** The bytes with those from one position to another replaced. */
    private static byte[] join(byte[] bytes, int from, byte[] middle, int to) {
        byte[] joined = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(bytes, to, joined, from + middle.length, bytes.length - to);
        return joined;
    }
}
