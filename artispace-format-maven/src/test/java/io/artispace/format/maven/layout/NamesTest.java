package io.artispace.format.maven.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checks that go character by character, compared with regular expressions that say the same. */
class NamesTest {
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern ARTIFACT = Pattern.compile("(?!\\.)[A-Za-z0-9_.-]+");
    private static final Pattern VERSION =
            Pattern.compile("(?!\\.{1,2}$)[^\\\\/:\"<>|?*\\[\\](){},\\s\\p{Cntrl}]{1,256}");
    private static final Pattern TIMESTAMPED = Pattern.compile("(?:.*-)?[0-9]{8}\\.[0-9]{6}-[0-9]+");

    private final Random random = new Random(1);

    private void agrees(Predicate<String> checked, Pattern expression, Stream<String> texts) {
        assertThat(texts)
                .allSatisfy(text -> assertThat(checked.test(text))
                        .as("\"%s\"", text)
                        .isEqualTo(expression.asMatchPredicate().test(text)));
    }

    /** Random texts of few and telling characters, and each character of the first 256 between letters, at the beginning and at the end. */
    private Stream<String> texts(String... characters) {
        Stream<String> mixed = Stream.generate(() -> random.ints(random.nextInt(6), 0, characters.length)
                        .mapToObj(i -> characters[i])
                        .reduce("", String::concat))
                .limit(5_000);
        Stream<String> each = Stream.iterate(0, c -> c < 256, c -> c + 1)
                .map(Character::toString)
                .flatMap(c -> Stream.of(c, "a" + c + "b", c + "b", "a" + c));
        return Stream.concat(mixed, each);
    }

    @Test
    void groupsAreWordsJoinedByDots() {
        agrees(Names::isGroup, GROUP, texts("a", "Z", "9", "_", "-", ".", "..", "é"));
    }

    @Test
    void artifactsDoNotBeginWithADot() {
        agrees(Names::isArtifactId, ARTIFACT, texts("a", "Z", "9", "_", "-", ".", "/", "😀"));
    }

    @Test
    void versionsHaveNothingThatEndsThemElsewhere() {
        agrees(Names::isVersion, VERSION, texts("1", ".", "-", "+", "é", "😀", " ", "\t", "(", "]"));
        agrees(
                Names::isVersion,
                VERSION,
                Stream.of("1".repeat(256), "1".repeat(257), "😀".repeat(256), "😀".repeat(257)));
    }

    @Test
    void buildsOfSnapshotsAreKnownByTheirTimestamps() {
        agrees(
                Snapshots::isTimestamped,
                TIMESTAMPED,
                texts("20260102", ".", "030405", "-", "-7", "1.0-", "20260102.030405-7", "0", "x"));
        assertThat(Snapshots.isTimestamped("1.0-20260102.030405-7")).isTrue();
        assertThat(Snapshots.isTimestamped("20260102.030405-12")).isTrue();
    }
}
