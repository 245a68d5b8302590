package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.RepositoryDefinition;
import io.artispace.exchange.Response;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Downloads that the blob store answers itself. */
class RedirectsTest {
    private static final String PATH = "/open/file/a-1.0.jar";
    private static final String ADDRESS = "https://store.example/blob?type=application/java-archive";

    private final HandlerFixture fixture = new HandlerFixture();

    @BeforeEach
    void publishIntoAStoreWithLinks() {
        fixture.open.files.put("a-1.0.jar", "0123456789");
        fixture.open.link = URI.create("https://store.example/blob");
        fixture.open.definition = fixture.open.definition.setting(RepositoryDefinition.DOWNLOADS, "redirect");
    }

    @Test
    void downloadIsSentToTheStore() {
        Response response = fixture.get(PATH);

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains(ADDRESS);
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.body().length()).isZero();
    }

    @Test
    void rangeIsSentToTheStoreWhole() {
        Response response = fixture.get(PATH, "Range: bytes=0-3");

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.header("Location")).contains(ADDRESS);
        assertThat(response.header("Content-Range")).isEmpty();
    }

    @Test
    void nothingIsSentElsewhereUnlessTheRepositoryWantsIt() {
        fixture.open.definition = Hosted.named("open").format("fake").readableByAnyone();

        Response response = fixture.get(PATH);

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @Test
    void storeWithoutLinksIsReadHere() {
        fixture.open.link = null;

        assertThat(fixture.get(PATH).status()).isEqualTo(200);
    }

    @Test
    void storeThatCannotMakeALinkIsNoFaultOfTheClient() {
        fixture.open.link = URI.create("broken://store.example/blob");

        Response response = fixture.get(PATH);

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).contains("blob store failed").doesNotContain("on purpose");
    }

    @Test
    void headAndConditionsAreAnsweredHere() {
        String tag =
                fixture.handle(request("HEAD", PATH).build()).header("ETag").orElseThrow();

        assertThat(fixture.handle(request("HEAD", PATH).build()).status()).isEqualTo(200);
        assertThat(fixture.get(PATH, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(fixture.get(PATH, "If-Match: \"x\"").status()).isEqualTo(412);
    }

    @Test
    void absenceIsAnsweredHere() {
        assertThat(fixture.get("/open/file/b").status()).isEqualTo(404);
    }

    @Test
    void settingHasTwoValuesAndIsNoneOfTheFormats() {
        Hosted direct = Hosted.named("a").format("fake").setting(RepositoryDefinition.DOWNLOADS, "direct");
        Hosted other = Hosted.named("a").format("fake").setting(RepositoryDefinition.DOWNLOADS, "elsewhere");

        assertThat(direct.redirectsDownloads()).isFalse();
        assertThat(direct.setting("x", "y").formatSettings()).containsOnlyKeys("x");
        assertThatThrownBy(other::redirectsDownloads)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("direct or redirect");
    }
}
