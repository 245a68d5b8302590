package io.artispace.format.npm.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.npm.packument.PackageAttributes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packuments of which a version, or the whole, cannot be read. */
class UnreadablePackumentTest {
    /** A packument of a version that is whole and another one, {@code 1.1.0}, that is the latest. */
    private static String beside(String manifest) {
        return "{\"name\":\"app\",\"dist-tags\":{\"latest\":\"1.1.0\",\"next\":\"1.1.0\"},\"versions\":{\"1.1.0\":"
                + manifest
                + ",\"1.0.0\":{\"name\":\"app\",\"version\":\"1.0.0\",\"dist\":{\"tarball\":\"http://up/app/-/app-1.0.0.tgz\"}},"
                + "\"2.0.0-rc.1\":{\"name\":\"app\",\"version\":\"2.0.0-rc.1\",\"dist\":{\"tarball\":\"http://up/x.tgz\"}}}}";
    }

    private static Stream<String> unreadable() {
        String dist = "\"dist\":{\"tarball\":\"http://up/app/-/app-1.1.0.tgz\"}";
        String start = "{\"name\":\"app\",\"version\":\"1.1.0\"," + dist;
        return Stream.of(
                "null",
                "[" + "[".repeat(90) + "]".repeat(90) + "]",
                "{\"name\":\"other\",\"version\":\"1.1.0\"," + dist + "}",
                "{\"name\":[\"app\"],\"version\":\"1.1.0\"," + dist + "}",
                "{\"name\":\"app\",\"version\":1.1," + dist + "}",
                "{\"name\":\"app\",\"version\":\"1.1.0\",\"dist\":\"http://up/app/-/app-1.1.0.tgz\"}",
                "{\"name\":\"app\",\"version\":\"1.1.0\",\"dist\":{\"tarball\":{}}}",
                start + ",\"exotic\":[" + "1,".repeat(50_000) + "1]}",
                start + ",\"exotic\":[" + "\"\",".repeat(50_000) + "1],\"more\":{\"a\":[{}]}}",
                start + ",\"exotic\":" + "[".repeat(100) + "]".repeat(100) + "}",
                start + ",\"exotic\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + ",\"b\":{}}",
                start + ",\"scripts\":" + "{\"a\":".repeat(100) + "1" + "}".repeat(100) + "}",
                start + ",\"exotic\":[1" + "0".repeat(101) + ",{}]}",
                start
                        + (",\"exotic\":\"" + "x".repeat(3 << 20) + "\"")
                        + (",\"more\":\"" + "x".repeat(3 << 20) + "\"}"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aVersionThatCannotBeReadIsLeftOutAndTheOthersAreThere(String manifest) throws IOException {
        UpstreamPackage found = UpstreamPackumentTest.read(beside(manifest));

        assertThat(found.versions()).extracting(UpstreamPackage.Version::name).containsExactly("1.0.0", "2.0.0-rc.1");
        assertThat(found.tags()).isEqualTo(Map.of("latest", "1.0.0"));
        assertThat(found.attributes()).containsEntry(PackageAttributes.VERSION, "1.0.0");
        assertThat(found.leftOut())
                .containsOnlyKeys("1.1.0")
                .hasEntrySatisfying("1.1.0", reason -> assertThat(reason).isNotBlank());
    }

    @Test
    void latestIsPointedToAPreReleaseOnlyIfItWasAtOneAndNeverUpwards() throws IOException {
        String none = "{\"versions\":{\"1.1.0\":0}}";

        assertThat(UpstreamPackumentTest.read(beside("0").replace("latest\":\"1.1.0", "latest\":\"2.0.0-rc.2"))
                        .tags())
                .isEqualTo(Map.of("latest", "2.0.0-rc.1"));
        assertThat(UpstreamPackumentTest.read(beside("0").replace("latest\":\"1.1.0", "latest\":\"0.9.0"))
                        .tags())
                .isEmpty();
        assertThat(UpstreamPackumentTest.read(beside("0").replace("latest\":\"1.1.0", "latest\":\"newest"))
                        .tags())
                .isEmpty();
        assertThat(UpstreamPackumentTest.read(none).versions()).isEmpty();
    }

    @Test
    void onlySomeOfManyVersionsThatAreLeftOutAreTold() throws IOException {
        StringBuilder versions = new StringBuilder("{\"versions\":{\"" + "x".repeat(5_000) + "\":0");
        for (int i = 0; i < 1_000; i++) {
            versions.append(",\"1.0.").append(i).append("\":0");
        }

        assertThat(UpstreamPackumentTest.read(versions + "}}").leftOut())
                .hasSize(100)
                .allSatisfy((version, reason) -> assertThat(version).hasSizeLessThan(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[", "{\"a\":[1}", "{\"a\" 1}", "{\"name\":\"app"})
    void whatIsNoJsonWithinAVersionMakesTheWholeUnreadable(String manifest) {
        assertThatThrownBy(() -> UpstreamPackumentTest.read(beside(manifest)))
                .isInstanceOf(InvalidInputException.class);
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder("\"a\":0");
        for (int i = 1; i < count; i++) {
            members.append(",\"").append(i).append("\":0");
        }
        return members.toString();
    }

    /** The parser holds the names of an object while that is read. */
    @Test
    void moreNamesThanAnybodyNeedsAreNotHeld() throws IOException {
        String manifest = "{\"name\":\"app\",\"version\":\"1.1.0\",\"exotic\":";

        assertThat(UpstreamPackumentTest.read(beside(manifest + "{" + members(100_000) + "}}"))
                        .versions())
                .hasSize(2);
        for (String document : List.of(
                "{\"name\":\"app\"," + members(11_000) + "}",
                "{\"name\":\"app\",\"exotic\":{" + members(600_000) + "}}",
                "{\"name\":\"app\",\"versions\":{" + members(210_000) + "}}",
                beside(manifest + "{" + members(600_000) + "}}"))) {
            assertThatThrownBy(() -> UpstreamPackumentTest.read(document))
                    .as(document.substring(0, 60))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("too large");
        }
    }

    @Test
    void nestingBeyondAllBoundsMakesTheWholeUnreadable() {
        String manifest = "{\"name\":\"app\",\"exotic\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThatThrownBy(() -> UpstreamPackumentTest.read(beside(manifest)))
                .isInstanceOf(InvalidInputException.class);
    }
}
