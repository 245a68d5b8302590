package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.format.npm.packument.PackageAttributes;
import io.artispace.format.npm.tarball.Tarballs;
import io.artispace.policy.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private final NpmFixture fixture = new NpmFixture();

    @BeforeEach
    void publish() {
        publish("left-pad", "Pads on the left", "\"pad\",\"string\"", "Ann <ann@example.com>");
        publish("right-pad", "Pads on the right", "\"pad\",\"right side\"", "Bob");
        publish("@acme/tool", "A tool", "\"cli\"", "Ann");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void publish(String name, String description, String keywords, String author) {
        String manifest = "{\"name\":\"" + name + "\",\"version\":\"1.0.0\",\"description\":\"" + description
                + "\",\"keywords\":[" + keywords + "],\"author\":\"" + author
                + "\",\"license\":\"MIT\",\"repository\":\"https://git.example/x\",\"homepage\":\"https://home.example\"}";
        Reply reply = fixture.put(
                name.replace("/", "%2f"),
                new PublishBody(name, "1.0.0").tarball(Tarballs.of(manifest)).json());
        assertThat(reply.status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "\"{0}\" finds {1}")
    @CsvSource({
        "left, left-pad",
        "pads, left-pad right-pad",
        "keywords:pad, left-pad right-pad",
        "'keywords:cli,string', left-pad @acme/tool",
        "author:ann, left-pad @acme/tool",
        "pads author:ann, left-pad",
        "maintainer:alice scope:acme, @acme/tool",
        "scope:@acme, @acme/tool",
        "maintainer:nobody,",
        "not:unstable right, right-pad",
        "nothing-like-it,"
    })
    void findsByWordsAndQualifiers(String text, String expected) {
        List<String> names =
                search("text=" + text.replace(" ", "%20")).path("objects").findValuesAsText("name").stream()
                        .filter(name -> name.contains("pad") || name.contains("tool"))
                        .toList();

        assertThat(names).containsExactlyInAnyOrder(expected == null ? new String[0] : expected.split(" "));
    }

    @Test
    void refusesMoreQualifiersThanCanBeComparedWithThousandsOfPackages() {
        assertThat(search("text=" + "keywords:pad%20".repeat(16)).path("objects"))
                .hasSize(2);
        assertThat(fixture.get("-/v1/search?text=" + "keywords:pad%20".repeat(17))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsWhatClientsPrint() {
        JsonNode result = search("text=left");
        JsonNode found = result.path("objects").path(0);

        assertThat(result.path("total").asInt()).isEqualTo(1);
        assertThat(result.path("time").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(found.path("package"))
                .hasToString("{\"name\":\"left-pad\",\"scope\":\"unscoped\",\"version\":\"1.0.0\","
                        + "\"description\":\"Pads on the left\",\"keywords\":[\"pad\",\"string\"],\"date\":\"2026-01-02T03:04:05.678Z\","
                        + "\"author\":{\"name\":\"Ann\",\"email\":\"ann@example.com\"},\"license\":\"MIT\","
                        + "\"links\":{\"homepage\":\"https://home.example\",\"repository\":\"https://git.example/x\"},"
                        + "\"publisher\":{\"username\":\"alice\",\"email\":\"alice@example.com\"},"
                        + "\"maintainers\":[{\"username\":\"alice\",\"email\":\"alice@example.com\"}]}");
        assertThat(found.path("score").path("final").asInt()).isEqualTo(1);
        assertThat(found.path("score").path("detail")).hasSize(3);
        assertThat(found.has("searchScore")).isTrue();
    }

    @Test
    void datesAPackageByItsLatestVersionAndNotByWhatWasSaidOfItSince() {
        fixture.clock().advance(Duration.ofDays(1));
        fixture.publish("left-pad", "2.0.0");
        fixture.clock().advance(Duration.ofDays(1));
        fixture.npm().deprecate("left-pad", "1.0.0", "Old.");

        assertThat(dateOfLeftPad()).isEqualTo("2026-01-03T03:04:05.678Z");
        fixture.npm().tag("left-pad", "latest", "1.0.0");
        assertThat(dateOfLeftPad()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    private String dateOfLeftPad() {
        return search("text=left-pad")
                .path("objects")
                .path(0)
                .path("package")
                .path("date")
                .asText();
    }

    @Test
    void pagesBySizeAndFrom() {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < 3; from++) {
            JsonNode page = search("text=&size=1&from=" + from + "&quality=0.65&popularity=0.98&maintenance=0.5");
            assertThat(page.path("objects")).hasSize(1);
            assertThat(page.path("total").asInt()).isEqualTo(3);
            names.add(page.path("objects").path(0).path("package").path("name").asText());
        }

        assertThat(names).doesNotHaveDuplicates();
        assertThat(search("text=&from=3").path("objects")).isEmpty();
        assertThat(search("text=&size=0").path("objects")).isEmpty();
        assertThat(search("text=&size=1000000").path("objects")).hasSize(3);
        assertThat(fixture.get("-/v1/search?size=-1").status()).isEqualTo(400);
        assertThat(fixture.get("-/v1/search?from=x").status()).isEqualTo(400);
    }

    @Test
    void hiddenPackageDoesNotEndTheSearch() {
        for (int i = 0; i < 110; i++) {
            fixture.publish("lib-" + i, "1.0.0");
        }
        fixture.registry()
                .update(Hosted.named("npm")
                        .format("npm")
                        .policies(Policies.none().block("lib-0", "No.")));

        JsonNode result = search("text=lib&size=250");

        assertThat(result.path("total").asInt()).isEqualTo(109);
        assertThat(result.path("objects")).hasSize(109);
        assertThat(fixture.registry().repository("npm").packages("lib-", "", 50))
                .hasSize(50);
    }

    @Test
    void packageThatCannotBeDescribedHidesNoOther() {
        try (Publication publication = fixture.repository().publish()) {
            publication.change(PackageName.of("left-pad")).attribute(PackageAttributes.PUBLISHER, "{\"name\":\"al");
            publication.commit();
        }

        Reply reply = fixture.get("-/v1/search?text=pads");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.json().path("objects").findValuesAsText("version")).hasSize(1);
        assertThat(reply.json().path("total").asInt()).isOne();
        assertThat(reply.header("npm-notice")).contains("left-pad");
    }

    @Test
    void onlyReadersSearch() {
        assertThat(fixture.call("GET", "-/v1/search?text=left")
                        .anonymously()
                        .send()
                        .status())
                .isEqualTo(401);
    }

    private JsonNode search(String query) {
        Reply reply = fixture.get("-/v1/search?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json();
    }
}
