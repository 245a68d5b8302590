package io.artispace.format.maven.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MavenVersionTest {
    private static final String[] PARTS = {
        "0", "1", "2", "10", "007", "00", "20260102", "99999999999999999999", "a", "b", "m", "alpha", "beta",
                "milestone", "rc", "cr",
        "snapshot", "SNAPSHOT", "ga", "final", "release", "sp", "x", "foo", "Foo", "RELEASE", "jre", "android", "pfd",
                "é", "_", "+"
    };
    private static final String[] JOINTS = {".", "-", "", "", ".", "..", "--", ".-", "-."};

    @ParameterizedTest(name = "{0} is lower than {1}")
    @CsvSource({
        "1.2, 1.10",
        "1.0-alpha-1, 1.0-beta-1",
        "1.0-rc1, 1.0",
        "1.0-SNAPSHOT, 1.0",
        "1.0, 1.0-sp1",
        "1.0-20260102.030405-1, 1.0-20260102.030405-2",
        "1.0-jre, 1.1-android",
        "2.0.0.RC1, 2.0.0.RELEASE",
        "9999999999, 10000000000",
    })
    void ordersVersionsAsPeopleExpect(String lower, String higher) {
        assertThat(MavenVersion.of(lower)).isLessThan(MavenVersion.of(higher));
        assertThat(MavenVersion.of(higher)).isGreaterThan(MavenVersion.of(lower));
    }

    @ParameterizedTest(name = "{0} compares as {1}")
    @CsvSource({"1, 1.0", "1.0.0, 1-ga", "1.0-final, 1", "1.0a1, 1.0-alpha-1", "1.0-CR1, 1.0-rc1", "1.0.RELEASE, 1.0"})
    void takesSpellingsOfOneVersionAsEqual(String one, String other) {
        assertThat(MavenVersion.of(one)).isEqualByComparingTo(MavenVersion.of(other));
        assertThat(MavenVersion.of(one)).isNotEqualTo(MavenVersion.of(other));
    }

    @Test
    void comparesVersionsThatNestTensOfThousandsDeep() {
        MavenVersion deep = MavenVersion.of("1-".repeat(50_000) + "1");

        assertThat(deep).isLessThan(MavenVersion.of("1-".repeat(50_000) + "2"));
        assertThat(deep).isGreaterThan(MavenVersion.of("1"));
        assertThat(MavenVersion.of("1")).isLessThan(deep);
        assertThat(MavenVersion.of("-".repeat(50_000) + "1")).isGreaterThan(MavenVersion.of(""));
    }

    @Test
    void agreesWithMavenOnAnyTwoVersions() {
        Random random = new Random(20_260_102);
        for (int i = 0; i < 300_000; i++) {
            String one = version(random);
            String other = random.nextInt(4) == 0 ? one + part(random) : version(random);

            int expected = new ComparableVersion(one).compareTo(new ComparableVersion(other));

            assertThat(Integer.signum(MavenVersion.of(one).compareTo(MavenVersion.of(other))))
                    .as("%s and %s", one, other)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void keepsTheOrderOfVersionsThatCompareAsEqual() {
        assertThat(MavenVersion.sorted(List.of("1.10", "1.0", "1", "1.2"))).containsExactly("1.0", "1", "1.2", "1.10");
    }

    @Test
    void sortsVersionsWhoseOrderIsCyclic() {
        MavenVersion word = MavenVersion.of("_");
        MavenVersion list = MavenVersion.of("00-.00.rc");
        MavenVersion nothing = MavenVersion.of("final");
        assertThat(word).isLessThan(list);
        assertThat(list).isLessThan(nothing);
        assertThat(nothing).isLessThan(word);

        // Among which the sorting of the JDK notices a circle.
        Random random = new Random(1762);
        List<String> versions =
                Stream.generate(() -> version(random)).limit(300).toList();
        assertThat(MavenVersion.sorted(versions)).containsExactlyInAnyOrderElementsOf(versions);
    }

    @Test
    void readsStrangeVersions() {
        assertThat(MavenVersion.of("")).isEqualByComparingTo(MavenVersion.of("0"));
        assertThat(MavenVersion.of("-".repeat(256))).isEqualByComparingTo(MavenVersion.of("..."));
        assertThat(MavenVersion.of("1-".repeat(128))).isGreaterThan(MavenVersion.of("1"));
    }

    private static String version(Random random) {
        StringBuilder version = new StringBuilder(PARTS[random.nextInt(PARTS.length)]);
        for (int i = random.nextInt(5); i > 0; i--) {
            version.append(part(random));
        }
        return version.toString();
    }

    private static String part(Random random) {
        return JOINTS[random.nextInt(JOINTS.length)] + PARTS[random.nextInt(PARTS.length)];
    }
}
