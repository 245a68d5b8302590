package io.artispace.format.npm.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.Owners;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.packument.Packument;
import io.artispace.format.npm.packument.Person;
import io.artispace.format.npm.packument.StoredManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamPackumentTest {
    private static final String NAME = "JSONThing";

    private static UpstreamPackage recorded() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(UpstreamPackumentTest.class.getResourceAsStream("upstream-packument.json"))) {
            return UpstreamPackumentReader.read(new NpmName(NAME), in);
        }
    }

    static UpstreamPackage read(String json) throws IOException {
        return UpstreamPackumentReader.read(
                new NpmName("app"), new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void documentOfAVersionIsOfThatVersionOrOfNone() throws IOException {
        String manifest =
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"dist\":{\"tarball\":\"http://up/a.tgz\"},\"exotic\":[1]}";

        assertThat(readVersion("1.0.0", manifest).versions()).singleElement().satisfies(version -> {
            assertThat(version.name()).isEqualTo("1.0.0");
            assertThat(version.attributes()).containsEntry(UpstreamPackumentReader.TARBALL, "http://up/a.tgz");
            assertThat(version.published()).isNull();
        });
        assertThat(readVersion("1.0.1", manifest).versions()).isEmpty();
        assertThat(readVersion("1.0.0", "{\"name\":\"app\",\"versions\":{\"1.0.0\":" + manifest + "}}")
                        .versions())
                .isEmpty();
        for (String other : List.of("[]", "", manifest + "{}", manifest.substring(0, 20))) {
            assertThatThrownBy(() -> readVersion("1.0.0", other)).as(other).isInstanceOf(InvalidInputException.class);
        }
    }

    private static UpstreamPackage readVersion(String version, String json) throws IOException {
        return UpstreamPackumentReader.readVersion(
                new NpmName("app"), version, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static UpstreamPackage.Version version(UpstreamPackage found, String version) {
        return found.versions().stream()
                .filter(candidate -> candidate.name().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** The packument that clients would get of what was read. */
    private static JsonNode rendered(UpstreamPackage found) {
        List<VersionView> versions = found.versions().stream()
                .map(version -> new VersionView(
                        version.name(), 1, Instant.EPOCH, version.attributes(), version.manifest(), List.of()))
                .toList();
        PackageView view = new PackageView(
                PackageName.of(NAME),
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                found.attributes(),
                versions,
                found.tags(),
                List.of());
        byte[] full = Packument.full("http://here/npm/").renderer().render(view).orElseThrow();
        byte[] abbreviated = Packument.abbreviated("http://here/npm/")
                .renderer()
                .render(view)
                .orElseThrow();
        Json.readObject(new ByteArrayInputStream(abbreviated), "the abbreviated form");
        return Json.readObject(new ByteArrayInputStream(full), "the full form");
    }

    @Test
    void versionsThatCannotBeInstalledAreLeftOutAndTheOthersKept() throws IOException {
        assertThat(recorded().versions())
                .extracting(UpstreamPackage.Version::name)
                .containsExactly("0.0.1", "0.0.2", "1.0.0", "1.1.0", "2.0.0-rc.1");
    }

    @Test
    void timesAreKeptWhereTheUpstreamTellsThem() throws IOException {
        UpstreamPackage found = recorded();

        assertThat(version(found, "1.0.0").published()).isEqualTo("2012-01-02T03:04:05.006Z");
        assertThat(version(found, "0.0.2").published()).isNull();
    }

    @Test
    void onlyTagsOfVersionsThatAreThereAreKept() throws IOException {
        assertThat(recorded().tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("latest", "1.1.0", "next", "2.0.0-rc.1"));
    }

    @Test
    void deprecationIsAReasonOrNone() throws IOException {
        UpstreamPackage found = recorded();

        assertThat(version(found, "1.0.0").attributes()).containsEntry("deprecated", "use 1.1.0");
        assertThat(version(found, "1.1.0").attributes()).doesNotContainKey("deprecated");
        assertThat(version(found, "2.0.0-rc.1").attributes()).containsKey("deprecated");
    }

    @Test
    void packageSaysOfItselfWhatItsLatestVersionSaysThoughTagsComeLast() throws IOException {
        assertThat(recorded().attributes())
                .containsEntry(PackageAttributes.VERSION, "1.1.0")
                .containsEntry(PackageAttributes.DESCRIPTION, "the good one")
                .containsEntry(PackageAttributes.KEYWORDS, "json\nthing")
                .containsEntry(PackageAttributes.README, "# Thing")
                .containsEntry(PackageAttributes.README_FILE, "README.md")
                .hasEntrySatisfying(
                        PackageAttributes.MAINTAINERS,
                        owners -> assertThat(owners).contains("ann@example.com"));
    }

    @Test
    void clientsGetEveryMemberAndOurAddressesInsteadOfTheirs() throws IOException {
        JsonNode packument = rendered(recorded());
        JsonNode version = packument.path("versions").path("1.0.0");

        assertThat(version.path("dist").path("tarball").asText())
                .isEqualTo("http://here/npm/JSONThing/-/JSONThing-1.0.0.tgz");
        assertThat(version.path("dist").path("signatures")).hasSize(1);
        assertThat(version.path("dist").path("integrity").asText()).startsWith("sha512-");
        assertThat(version.path("exotic")).hasToString("{\"kept\":[1,2.50,\"ü\"]}");
        assertThat(version.has("readme")).isFalse();
        assertThat(packument.toString()).doesNotContain("mirror.example", "files.example");
    }

    @Test
    void versionWithoutDigestsStaysWellFormed() throws IOException {
        JsonNode version = rendered(recorded()).path("versions").path("0.0.2");

        assertThat(version.path("dist"))
                .hasToString("{\"tarball\":\"http://here/npm/JSONThing/-/JSONThing-0.0.2.tgz\"}");
    }

    @Test
    void abbreviatedPackumentsAreEnough() throws IOException {
        UpstreamPackage found = read(
                "{\"name\":\"app\",\"modified\":\"2020-01-01T00:00:00.000Z\","
                        + "\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":{\"name\":\"app\",\"version\":\"1.0.0\","
                        + "\"dist\":{\"tarball\":\"http://up/app/-/app-1.0.0.tgz\",\"shasum\":\"0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33\"}}}}");

        assertThat(found.versions()).extracting(UpstreamPackage.Version::name).containsExactly("1.0.0");
        assertThat(found.tags()).containsEntry("latest", "1.0.0");
    }

    /** A packument of one version with these further members. */
    private static String packument(String members) {
        return "{\"name\":\"app\",\"dist-tags\":{\"latest\":\"1.0.0\"},\"versions\":{\"1.0.0\":{\"name\":\"app\",\"version\":\"1.0.0\","
                + members + ",\"dist\":{\"tarball\":\"http://up/app/-/app-1.0.0.tgz\"}}}}";
    }

    private static JsonNode manifest(String members) throws IOException {
        return StoredManifest.decode(version(read(packument(members)), "1.0.0").manifest());
    }

    @Test
    void memberOfTheAbbreviatedFormAloneIsKeptInTheFullOne() throws IOException {
        for (String script : List.of("preinstall", "install", "postinstall")) {
            assertThat(manifest("\"scripts\":{\"" + script + "\":\"node x\"}")
                            .path("hasInstallScript")
                            .asBoolean())
                    .as(script)
                    .isTrue();
        }
        assertThat(manifest("\"scripts\":{\"test\":\"node x\"}").has("hasInstallScript"))
                .isFalse();
        assertThat(manifest("\"bundledDependencies\":[\"a\"]").path("bundleDependencies"))
                .hasToString("[\"a\"]");
        assertThat(manifest("\"dependencies\":{\"a\":\"1\",\"b\":\"2\"},\"bundledDependencies\":true")
                        .path("bundleDependencies"))
                .hasToString("[\"a\",\"b\"]");
        JsonNode abbreviated = manifest("\"hasInstallScript\":true,\"bundleDependencies\":[\"b\"]");
        assertThat(abbreviated.path("hasInstallScript").asBoolean()).isTrue();
        assertThat(abbreviated.path("bundleDependencies")).hasToString("[\"b\"]");
    }

    @Test
    void onlySoMuchIsKeptOfWhatAPackageSaysOfItself() throws IOException {
        String text = "x".repeat(100_000);
        String owners = "{\"name\":\"" + text + "\"},{\"name\":\"a\",\"email\":\"" + text + "\"},"
                + "{\"name\":\"ann\",\"email\":\"ann@example.com\",\"url\":\"" + text + "\"},"
                + ("{\"name\":\"" + "y".repeat(250) + "\"},").repeat(500) + "{\"name\":\"zoe\"}";
        String packument = packument("\"deprecated\":\"" + text
                + "\",\"_npmUser\":{\"name\":\"ann\",\"email\":\"a@b\",\"more\":\"" + text + "\"}");

        UpstreamPackage found = read(packument.substring(0, packument.length() - 1) + ",\"readmeFilename\":\"" + text
                + "\",\"maintainers\":[" + owners + "]}");

        assertThat(version(found, "1.0.0").attributes().get("deprecated")).hasSize(4 * 1024);
        assertThat(found.attributes().get(PackageAttributes.README_FILE)).hasSize(255);
        assertThat(found.attributes().get(PackageAttributes.MAINTAINERS)).hasSizeBetween(60_000, 64 * 1024);
        assertThat(Owners.of(found.attributes())).first().isEqualTo(new Person("ann", "ann@example.com"));
        assertThat(Json.readStored(Objects.requireNonNull(found.attributes().get(PackageAttributes.PUBLISHER))))
                .hasToString("{\"name\":\"ann\",\"email\":\"a@b\"}");
    }

    /** One of them would keep all that there is of the package from being stored. */
    @Test
    void noHalfOfACharacterIsKeptWhetherItCameSoOrIsCut() throws IOException {
        String smile = "\ud83d\ude00";
        String half = "\\ud83d";
        String packument = packument("\"deprecated\":\"x" + smile.repeat(3_000) + "\",\"description\":\"" + half + "a"
                + smile + half + "\",\"exotic\":\"" + half + "\"");

        UpstreamPackage found = read(
                packument.substring(0, packument.length() - 1) + ",\"readme\":\"x" + smile.repeat(100_000) + "\"}");

        assertThat(version(found, "1.0.0").attributes().get("deprecated")).isEqualTo("x" + smile.repeat(2 * 1024 - 1));
        assertThat(found.attributes().get(PackageAttributes.README)).endsWith(smile);
        assertThat(found.attributes().get(PackageAttributes.DESCRIPTION)).isEqualTo("\ufffda" + smile + "\ufffd");
        assertThat(rendered(found).path("versions").path("1.0.0").path("exotic").textValue())
                .isEqualTo("\ud83d");
    }

    @Test
    void valuesOfEveryKindAreKeptAsTheyAre() throws IOException {
        String exotic =
                "{\"a\\n\":[],\"b\":{},\"c\":[[1,-2.50,1e3],{\"d\":[null,true,false]}],\"e\":\"\\u0000\\\"\\\\\"}";

        JsonNode manifest = manifest("\"_first\":\"x\",\"exotic\":" + exotic + ",\"os\":[\"linux\"],\"empty\":\"\"");

        assertThat(manifest.path("exotic")).isEqualTo(Json.readStored(exotic));
        assertThat(manifest.path("os")).hasToString("[\"linux\"]");
        assertThat(manifest.path("empty")).hasToString("\"\"");
    }

    @Test
    void manifestThatIsLongerOnceItIsEscapedCanStillBeRead() throws IOException {
        String text = "\u007f".repeat(3 * 1024 * 1024);

        assertThat(manifest("\"exotic\":\"" + text + "\"").path("exotic").textValue())
                .isEqualTo(text);
    }

    @Test
    void packageWhoseVersionsAreAllUnpublishedHasNone() throws IOException {
        UpstreamPackage found =
                read("{\"_id\":\"app\",\"name\":\"app\",\"time\":{\"created\":\"2020-01-01T00:00:00.000Z\","
                        + "\"unpublished\":{\"time\":\"2020-01-02T00:00:00.000Z\",\"versions\":[\"1.0.0\"]}}}");

        assertThat(found.versions()).isEmpty();
        assertThat(found.tags()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "[]",
                "<html>sign in</html>",
                "{\"name\":\"app\",\"versions\":{",
                "{\"name\":\"other\",\"versions\":{}}",
                "{\"name\":\"app\"} {}",
                "{\"name\":\"app\",\"versions\":[]}",
                "{\"name\":\"app\",\"versions\":null}",
                "{}",
                "{\"error\":\"try again\"}",
            })
    void documentThatIsNoPackumentOfThePackageIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void valueBeyondAllBoundsIsRefusedAsUnreadable() {
        String endless = "x".repeat(5 * 1024 * 1024);

        assertThatThrownBy(() -> read("{\"name\":\"app\",\"readme\":\"" + endless + "\"}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void packumentOfTwentyMegabytesIsRead() throws IOException {
        String description = "d".repeat(2_000);
        Enumeration<InputStream> parts = new Enumeration<>() {
            private int next = -1;

            @Override
            public boolean hasMoreElements() {
                return next <= 10_000;
            }

            @Override
            public InputStream nextElement() {
                if (!hasMoreElements()) {
                    throw new NoSuchElementException();
                }
                String part = next < 0
                        ? "{\"name\":\"app\",\"dist-tags\":{\"latest\":\"1.0.9999\"},\"versions\":{"
                        : next == 10_000
                                ? "\"x\":null}}"
                                : "\"1.0." + next + "\":{\"name\":\"app\",\"version\":\"1.0." + next
                                        + "\",\"description\":\"" + description
                                        + "\",\"dist\":{\"tarball\":\"http://up/app/-/app-1.0." + next + ".tgz\"}},";
                next++;
                return new ByteArrayInputStream(part.getBytes(StandardCharsets.US_ASCII));
            }
        };

        UpstreamPackage found = UpstreamPackumentReader.read(new NpmName("app"), new SequenceInputStream(parts));

        assertThat(found.versions()).hasSize(10_000);
        assertThat(found.attributes()).containsEntry(PackageAttributes.VERSION, "1.0.9999");
    }
}
