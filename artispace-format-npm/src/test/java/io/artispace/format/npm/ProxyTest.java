package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a proxy serves what its upstream has. */
@Timeout(60)
class ProxyTest {
    /** The SHA-1 of {@code tarball}. */
    private static final String SHASUM = "e10f6e70661d167ef514ab6e6d98607438c6a8c6";

    private final NpmFixture fixture = new NpmFixture();
    private final EvilUpstream upstream = new EvilUpstream();
    private Repository proxy;

    @BeforeEach
    void create() {
        proxy = fixture.registry()
                .create(Proxy.named("far")
                        .format("npm")
                        .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
    }

    @AfterEach
    void close() {
        fixture.close();
        upstream.close();
    }

    private void upstreamHas(String tarball) {
        has(upstream, "1.0.0", tarball);
    }

    private static void has(EvilUpstream registry, String version, String tarball) {
        registry.at("lib", """
                {"name": "lib", "dist-tags": {"latest": "%1$s"},
                 "time": {"created": "2019-01-01T00:00:00.000Z", "modified": "2021-01-01T00:00:00.000Z", "%1$s": "2020-01-01T00:00:00.000Z"},
                 "versions": {"%1$s": {"name": "lib", "version": "%1$s", "dist": {"tarball": "%2$s", "shasum": "%3$s"}}}}""".formatted(version, registry.url() + tarball, SHASUM));
        registry.at(tarball, "tarball");
    }

    private Optional<String> text(String path) throws IOException {
        Optional<StoredFile> file = proxy.file(FilePath.of(path));
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get().open()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private JsonNode get(String path) {
        Reply reply = fixture.call("GET", path).in("far").send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void aTarballHasItsOwnNameAndNoOther() throws IOException {
        upstreamHas("lib/-/lib-1.0.0.tgz");

        assertThat(text("lib/-/lib-1.0.0.tgz")).contains("tarball");
        for (String other : new String[] {"a", "zip", "tar.gz", "TGZ", "sigstore.tgz"}) {
            assertThat(text("lib/-/lib-1.0.0." + other)).as(other).isEmpty();
        }
        assertThat(upstream.asked("lib/-/lib-1.0.0.tgz")).isOne();
    }

    @Test
    void packageWhoseVersionsAreAllHiddenIsNotSaidToBeUnknown() {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        fixture.registry()
                .update(((Proxy) proxy.definition()).policies(Policies.none().minimumAge(Duration.ofDays(50_000))));

        Reply reply = fixture.call("GET", "lib").in("far").send();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("error").asText())
                .isEqualTo(
                        "The repository \"far\" shows none of the versions of \"lib\": they were removed, or are left out"
                                + " by a rule, an instant or a session.");
    }

    private static String manifest(String name, String version, String tarball, String shasum) {
        return "{\"name\":\"" + name + "\",\"version\":\"" + version + "\",\"dist\":{\"tarball\":\"" + tarball
                + "\",\"shasum\":\"" + shasum + "\"}}";
    }

    @ParameterizedTest
    @CsvSource({"lib, lib/-/lib-1.0.0.tgz, lib/1.0.0", "@s/lib, @s/lib/-/lib-1.0.0.tgz, @s%2flib/1.0.0"})
    void aTarballWaitsForTheManifestOfItsVersionOnly(String name, String tarball, String document) throws IOException {
        upstream.at(document, manifest(name, "1.0.0", upstream.url() + tarball, SHASUM))
                .at(tarball, "tarball");

        assertThat(text(tarball)).contains("tarball");
        assertThat(text(tarball)).contains("tarball");

        assertThat(upstream.requests()).hasSize(2);
        upstream.at("-/v1/search?text=lib&size=3&from=0", results(1, name));
        assertThat(search("size=3")).isEqualTo("[" + name + "] of 1");
        String packument = document.substring(0, document.lastIndexOf('/'));
        upstream.status(packument, 503);
        assertThat(fixture.call("GET", packument).in("far").send().status()).isEqualTo(502);
        assertThat(text(tarball)).contains("tarball");
    }

    @Test
    void aManifestMayNameATarballElsewhereOnTheUpstream() throws IOException {
        upstream.at("lib/1.0.0", manifest("lib", "1.0.0", upstream.url() + "cdn/0123.tgz", SHASUM))
                .at("cdn/0123.tgz", "tarball");

        assertThat(text("lib/-/lib-1.0.0.tgz")).contains("tarball");
        assertThat(upstream.asked("lib")).isZero();
    }

    @Test
    void noManifestThatIsAnothersOrTellsNoDigestIsTaken() throws IOException {
        for (String manifest : List.of(
                manifest("other", "1.0.0", upstream.url() + "evil.tgz", SHASUM),
                manifest("lib", "1.0.1", upstream.url() + "evil.tgz", SHASUM),
                manifest("lib", "1.0.0", upstream.url() + "evil.tgz", ""),
                "{\"name\":\"lib\",\"version\":\"1.0.0\"}",
                "[]")) {
            fixture.registry().proxy("far").evict(0, Duration.ZERO);
            fixture.clock().advance(Duration.ofHours(1));
            upstreamHas("lib/-/lib-1.0.0.tgz");
            upstream.at("lib/1.0.0", manifest);

            assertThat(text("lib/-/lib-1.0.0.tgz")).as(manifest).contains("tarball");
        }
        assertThat(upstream.asked("lib")).isEqualTo(5);
        assertThat(upstream.asked("evil.tgz")).isZero();
    }

    @Test
    void aVersionThatCameAfterThePackumentIsServedAtOnce() throws IOException {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        get("lib");
        fixture.clock().advance(Duration.ofMinutes(1));
        has(upstream, "2.0.0", "lib/-/lib-2.0.0.tgz");

        assertThat(text("lib/-/lib-2.0.0.tgz")).contains("tarball");
        assertThat(get("lib").path("versions").has("2.0.0")).isTrue();

        fixture.clock().advance(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            assertThat(text("lib/-/lib-3.0.0.tgz")).isEmpty();
        }
        assertThat(upstream.asked("lib"))
                .as("once for the packument, once for each of the versions that it did not tell of")
                .isEqualTo(3);
    }

    @Test
    void anUnknownVersionIsAFailureWhileTheUpstreamFailsAndNoOtherMemberStepsIn() throws IOException {
        try (EvilUpstream other = new EvilUpstream()) {
            FilePath unknown = FilePath.of("lib/-/lib-2.0.0.tgz");
            Repository both = groupWith(other);
            has(other, "2.0.0", unknown.value());
            upstreamHas("lib/-/lib-1.0.0.tgz");
            get("lib");
            fixture.clock().advance(Duration.ofHours(1));
            upstream.status("lib", 503);

            for (Repository repository : List.of(proxy, both)) {
                assertThatThrownBy(() -> repository.file(unknown)).isInstanceOf(UpstreamFailedException.class);
            }
            assertThat(get("lib").path("versions").has("1.0.0")).isTrue();
            assertThat(other.requests()).isEmpty();

            upstream.status("lib", 404);
            fixture.registry().proxy("far").resetUpstream();
            assertThat(proxy.file(unknown)).isEmpty();
            assertThat(both.file(unknown)).isPresent();
        }
    }

    @Test
    void anUnknownVersionIsNotCalledAbsentWhileTheProxyIsOffline() {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        get("lib");
        fixture.clock().advance(Duration.ofHours(1));
        Proxy definition = (Proxy) proxy.definition();
        Upstream offline = definition.upstream().goneOffline();
        for (Policies policies : List.of(Policies.none(), Policies.none().minimumAge(Duration.ofDays(7)))) {
            Repository updated = fixture.registry()
                    .update(Proxy.named("far").format("npm").of(offline).policies(policies));

            assertThatThrownBy(() -> updated.file(FilePath.of("lib/-/lib-2.0.0.tgz")))
                    .as("%s", policies)
                    .isInstanceOf(UpstreamFailedException.class)
                    .hasMessageContaining("offline");
        }
    }

    private Repository groupWith(EvilUpstream other) {
        fixture.registry()
                .create(Proxy.named("farther")
                        .format("npm")
                        .of(Upstream.at(other.url()).atAnyAddress().retrying(0)));
        return fixture.registry().create(Group.named("both").format("npm").members("far", "farther"));
    }

    @Test
    void aTarballIsKnownByTheNameThatTheUpstreamGivesItAsWell() throws IOException {
        upstreamHas("cdn/lib-1.0.0.zip");

        assertThat(text("lib/-/lib-1.0.0.tgz")).contains("tarball");
        assertThat(text("lib/-/lib-1.0.0.zip")).contains("tarball");
    }

    @Test
    void theTimesOfAPackageAreTheUpstreamsBeforeAndAfterItsTarballIsFetched() throws IOException {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        JsonNode before = get("lib").path("time");

        text("lib/-/lib-1.0.0.tgz");

        assertThat(before)
                .hasToString("{\"created\":\"2019-01-01T00:00:00.000Z\",\"modified\":\"2021-01-01T00:00:00.000Z\","
                        + "\"1.0.0\":\"2020-01-01T00:00:00.000Z\"}");
        assertThat(get("lib").path("time")).isEqualTo(before);
        Reply past = fixture.call("GET", "lib").in("far@2020-06-01").send();
        assertThat(past.json().path("time").path("modified").asText()).isEqualTo("2020-01-01T00:00:00.000Z");
    }

    @Test
    void aPackageIsNoYoungerThanItsVersionsWhereTheUpstreamDoesNotTellItsAge() {
        upstream.at("lib", """
                {"name": "lib", "dist-tags": {"latest": "1.0.0"}, "time": {"1.0.0": "2020-01-01T00:00:00.000Z"},
                 "versions": {"1.0.0": {"name": "lib", "version": "1.0.0", "dist": {"tarball": "http://x.example/a.tgz"}}}}""");

        assertThat(get("lib").path("time").path("created").asText()).isEqualTo("2020-01-01T00:00:00.000Z");
    }

    @Test
    void searchesDateAVersionByWhenTheUpstreamHadIt() {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        get("lib");

        JsonNode found = get("-/v1/search?text=lib").path("objects").path(0).path("package");

        assertThat(found.path("date").asText()).isEqualTo("2020-01-01T00:00:00.000Z");
    }

    @Test
    void searchesGoOnInTheUpstreamBehindWhatIsHere() throws IOException {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        get("lib");
        upstream.at("-/v1/search?text=lib&size=1&from=0", results(5, "lib"))
                .at("-/v1/search?text=lib&size=2&from=0", results(5, "lib", "lib-a"))
                .at("-/v1/search?text=lib&size=2&from=1", results(5, "lib-a", "lib-b"))
                .at("-/v1/search?text=lib&size=2&from=3", results(5, "lib-c", "lib-d"))
                .at("-/v1/search?text=lib&size=2&from=5", results(5));

        assertThat(search("size=1")).isEqualTo("[lib] of 6");
        assertThat(search("size=3")).isEqualTo("[lib, lib-a] of 6");
        assertThat(search("size=2&from=2")).isEqualTo("[lib-a, lib-b] of 6");
        assertThat(search("size=2&from=4")).isEqualTo("[lib-c, lib-d] of 6");
        assertThat(search("size=2&from=6")).isEqualTo("[] of 6");
    }

    @Test
    void searchesOfAGroupGoThroughOneUpstreamAfterTheOther() {
        try (EvilUpstream other = new EvilUpstream()) {
            groupWith(other);
            upstream.at("-/v1/search?text=lib&size=3&from=1", results(2, "b"))
                    .at("-/v1/search?text=lib&size=3&from=4", results(2));
            other.at("-/v1/search?text=lib&size=2&from=0", results(3, "x", "b"))
                    .at("-/v1/search?text=lib&size=3&from=2", results(3, "z"));

            assertThat(search("both", "size=3&from=1")).isEqualTo("[b, x] of 5");
            assertThat(search("both", "size=3&from=4")).isEqualTo("[z] of 5");
        }
    }

    @Test
    void anUpstreamThatAGroupHasByTwoWaysIsSearchedOnceForWhatMayComeByEither() {
        fixture.registry()
                .create(Group.named("inner").format("npm").members("far").owning("b", "far"));
        fixture.registry()
                .create(Group.named("both")
                        .format("npm")
                        .members("far", "inner")
                        .owning("b", "inner"));
        upstream.at("-/v1/search?text=lib&size=20&from=0", results(2, "a", "b"));

        assertThat(search("both", "from=0")).isEqualTo("[a, b] of 2");
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    void searchesOfAGroupShowNoPackageOfAnUpstreamWhoseNameIsOwnedInside() {
        fixture.registry()
                .create(Group.named("all").format("npm").members("npm", "far").owning("b", "npm"));
        upstream.at("-/v1/search?text=lib&size=20&from=0", results(2, "a", "b"));

        assertThat(search("all", "from=0")).isEqualTo("[a] of 2");
    }

    private static String results(int total, String... names) {
        return Stream.of(names)
                .map(name -> "{\"package\":{\"name\":\"" + name
                        + "\",\"version\":\"1.0.0\",\"date\":\"2020-01-01T00:00:00.000Z\"}}")
                .collect(Collectors.joining(",", "{\"objects\":[", "],\"total\":" + total + "}"));
    }

    private String search(String query) {
        return search("far", query);
    }

    private String search(String repository, String query) {
        Reply reply = fixture.call("GET", "-/v1/search?text=lib&" + query)
                .in(repository)
                .send();
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("npm-notice")).isEmpty();
        List<String> names = new ArrayList<>();
        reply.json()
                .path("objects")
                .forEach(object -> names.add(object.path("package").path("name").asText()));
        return names + " of " + reply.json().path("total").asInt();
    }

    @Test
    void provenanceIsTheUpstreamsAndNotTheTarball() throws IOException {
        upstreamHas("lib/-/lib-1.0.0.tgz");
        assertThat(text("lib/-/lib-1.0.0.sigstore")).isEmpty();

        fixture.clock().advance(Duration.ofDays(1));
        upstream.at("lib/-/lib-1.0.0.sigstore", "{\"statement\":1}");

        assertThat(text("lib/-/lib-1.0.0.sigstore")).contains("{\"statement\":1}");
        assertThat(text("lib/-/lib-1.0.0.tgz")).contains("tarball");
        assertThat(text("lib/-/lib-2.0.0.sigstore")).isEmpty();
    }

    @Test
    void thousandsOfTagsOfHiddenVersionsArePointedBelowTogether() {
        StringBuilder tags = new StringBuilder();
        StringBuilder times = new StringBuilder();
        StringBuilder versions = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            tags.append(",\"t%1$d\":\"2.0.%1$d\"".formatted(i));
            times.append(",\"1.0.%1$d\":\"2020-01-01T00:00:00.000Z\",\"2.0.%1$d\":\"2022-01-01T00:00:00.000Z\""
                    .formatted(i));
            for (String version : List.of("1.0." + i, "2.0." + i)) {
                versions.append(",\"" + version + "\":" + manifest("lib", version, "lib.tgz", SHASUM));
            }
        }
        upstream.at(
                "lib",
                "{\"name\":\"lib\",\"dist-tags\":{" + tags.substring(1) + "},\"time\":{" + times.substring(1)
                        + "},\"versions\":{" + versions.substring(1) + "}}");
        get("lib");

        JsonNode then = assertTimeout(
                Duration.ofSeconds(5),
                () -> fixture.call("GET", "lib").in("far@2021-01-01").send().json());

        assertThat(then.path("versions").size()).isEqualTo(3_000);
        assertThat(then.path("dist-tags").size()).isEqualTo(3_000);
        assertThat(then.path("dist-tags").path("t7").asText()).isEqualTo("1.0.2999");
    }
}
