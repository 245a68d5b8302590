package io.artispace.format.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.format.maven.artifact.Coordinates;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import io.artispace.policy.Policies;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a group shows of the plugins and versions of its members. */
class GroupMetadataTest {
    private final MavenClient client = new MavenClient();
    private final Repository outside =
            client.registry().create(Hosted.named("outside").format("maven"));
    private final Repository group =
            client.registry().create(Group.named("group").format("maven").members("maven", "outside"));

    @AfterEach
    void close() {
        client.close();
    }

    private static void deploy(Repository repository, String artifact, String prefix, String name) throws IOException {
        byte[] jar = PluginMetadataTest.plugin("com.acme", artifact, prefix, name);
        Maven.in(repository)
                .deployment()
                .add(Coordinates.parse("com.acme:" + artifact + ":1.0"), () -> new ByteArrayInputStream(jar))
                .publish();
    }

    private boolean hasMetadata(String directory) {
        Location location = Layout.locate(directory + "/maven-metadata.xml");
        return Documents.metadata(group, (Location.Metadata) location, name -> true)
                .isPresent();
    }

    private String plugins() {
        return group.document(PackageName.of("com.acme"), PluginMetadata.RENDERING)
                .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                .orElse("");
    }

    @Test
    void prefixOfAnEarlierMembersPluginIsNotThatOfALaterMembersPlugin() throws IOException {
        deploy(client.repository(), "ship-maven-plugin", "ship", "Ours");
        deploy(outside, "another-maven-plugin", "ship", "Theirs");
        deploy(outside, "ship-maven-plugin", "other", "Theirs");
        deploy(outside, "free-maven-plugin", "free", "Free");

        assertThat(plugins())
                .contains("<name>Ours</name>", "<prefix>ship</prefix>", "<artifactId>ship-maven-plugin</artifactId>")
                .contains("<name>Free</name>", "<prefix>free</prefix>")
                .doesNotContain("Theirs", "another-maven-plugin");
    }

    @Test
    void prefixOfAHostedPluginNeverRunsAnUpstreamsPlugin() throws IOException {
        deploy(client.repository(), "ship-maven-plugin", "ship", "Ours");
        try (EvilUpstream upstream = new EvilUpstream()) {
            upstream.at(
                    "com/acme/maven-metadata.xml",
                    "<metadata><plugins><plugin><name>Theirs</name><prefix>ship</prefix><artifactId>another-maven-plugin</artifactId></plugin>"
                            + "<plugin><name>Free</name><prefix>free</prefix><artifactId>free-maven-plugin</artifactId></plugin></plugins></metadata>");
            client.registry()
                    .create(Proxy.named("central")
                            .format("maven")
                            .of(Upstream.at(upstream.url()).atAnyAddress()));
            client.registry().update(Group.named("group").format("maven").members("central", "maven"));

            assertThat(plugins())
                    .contains("<artifactId>ship-maven-plugin</artifactId>", "<name>Free</name>")
                    .doesNotContain("Theirs");

            client.registry()
                    .update(Group.named("group")
                            .format("maven")
                            .members("central", "maven")
                            .widening(Group.Widening.MERGE));
            assertThat(plugins()).contains("Theirs").doesNotContain("Ours");
        }
    }

    @Test
    void metadataAsOfAMomentSaysNothingOfWhatWasChangedLater() {
        client.put("com/acme/app/1.0/app-1.0.jar", "1.0").is(201);
        client.pass(Duration.ofDays(30));
        client.put("com/acme/app/1.1/app-1.1.jar", "1.1").is(201);
        Repository past = group.asOf(MavenClient.START.plus(Duration.ofDays(1)));

        String metadata = new String(
                past.document(PackageName.of("com.acme:app"), ArtifactMetadata.RENDERING)
                        .orElseThrow()
                        .bytes(),
                StandardCharsets.UTF_8);

        assertThat(metadata)
                .contains("<release>1.0</release>", "<lastUpdated>20260102030405</lastUpdated>")
                .doesNotContain("1.1");
        assertThat(past.search("app", 0, 10))
                .singleElement()
                .satisfies(hit -> assertThat(hit.modified()).isEqualTo(MavenClient.START));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503})
    void metadataOfHostedPluginsAsksNoUpstream(int answer) {
        try (EvilUpstream upstream = new EvilUpstream()) {
            upstream.otherwise(EvilAnswer.status(answer));
            client.registry()
                    .create(Proxy.named("central")
                            .format("maven")
                            .of(Upstream.at(upstream.url()).atAnyAddress().retrying(0)));
            Repository both =
                    client.registry().create(Group.named("both").format("maven").members("maven", "central"));
            client.put("com/acme/secret/1.0/secret-1.0.jar", "1.0").is(201);
            Location location = Layout.locate("com/acme/secret/maven-metadata.xml");

            assertThat(Documents.metadata(both, (Location.Metadata) location, name -> true))
                    .isPresent();
            assertThat(both.revision(PackageName.of("com.acme.secret"))).isEmpty();
            assertThat(upstream.requests()).isEmpty();
        }
    }

    @Test
    void attributesThatAreNoPluginsAreThoseOfTheFirstThatHasThem() {
        assertThat(new MavenFormat().mergeAttributes(Map.of("a", "1", "b", "x"), Map.of("b", "y", "c", "x")))
                .isEqualTo(Map.of("a", "1", "b", "x", "c", "x"));
    }

    @Test
    void noUpstreamIsAskedForAGroupOfPluginsWhoseAddressIsThatOfAnArtifactInside() throws IOException {
        try (EvilUpstream upstream = new EvilUpstream()) {
            client.registry()
                    .create(Proxy.named("central")
                            .format("maven")
                            .of(Upstream.at(upstream.url()).atAnyAddress()));
            Group both = Group.named("group").format("maven").members("maven", "central");

            client.registry().update(both.owning("com.acme:*", "maven"));
            assertThat(hasMetadata("com/acme/app")).isFalse();
            assertThat(upstream.requests()).as("owned").isEmpty();

            deploy(client.repository(), "app", "app", "Ours");
            client.registry().update(both.policies(Policies.none().block("com.acme:app@1.0", "Harmful.")));
            assertThat(hasMetadata("com/acme/app")).isFalse();
            assertThat(upstream.requests()).as("held, and hidden").isEmpty();

            assertThat(hasMetadata("com/acme/other")).isFalse();
            assertThat(upstream.requests()).as("neither").isNotEmpty();
        }
    }
}
