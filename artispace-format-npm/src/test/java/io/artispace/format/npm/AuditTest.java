package io.artispace.format.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is told that all is well when nobody looked. */
@Timeout(60)
class AuditTest {
    private static final String BULK = "-/npm/v1/security/advisories/bulk";
    private static final String QUICK = "-/npm/v1/security/audits/quick";

    private final NpmFixture fixture = new NpmFixture();
    private final EvilUpstream upstream = new EvilUpstream();
    private final EvilUpstream other = new EvilUpstream();

    @BeforeEach
    void create() {
        create("far", upstream);
        create("other", other);
        fixture.registry()
                .create(Group.named("both")
                        .format("npm")
                        .members("npm", "far", "other")
                        .owning("@acme/*", "npm"));
    }

    private void create(String name, EvilUpstream registry) {
        fixture.registry()
                .create(Proxy.named(name)
                        .format("npm")
                        .of(Upstream.at(registry.url()).atAnyAddress()));
    }

    @AfterEach
    void close() {
        fixture.close();
        upstream.close();
        other.close();
    }

    private Reply bulk(String repository, String name) {
        return fixture.call("POST", BULK)
                .in(repository)
                .body("{\"" + name + "\":[\"1.0.0\"]}")
                .send();
    }

    private Reply quick(String repository, String name) {
        return fixture.call("POST", QUICK)
                .in(repository)
                .body("{\"dependencies\":{\"" + name + "\":{\"version\":\"1.0.0\"}}}")
                .send();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {404, 405, 410, 501})
    void anUpstreamWithoutAuditsIsNoAllClear(int status) {
        upstream.otherwise(EvilAnswer.status(status));

        for (Reply reply : new Reply[] {bulk("far", "lib"), quick("far", "lib")}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.error()).startsWith("Nothing was audited: no upstream of \"far\" offers audits");
        }
        assertThat(upstream.requests()).hasSize(2);
        assertThat(fixture.registry().proxy("far").upstream().failures()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {BULK + " | {\"lib\":[]}", QUICK + " | {\"advisories\":{}}"})
    void oneMemberThatOffersAuditsIsEnough(String location, String found) {
        other.at(location, found);

        Reply reply = location.equals(BULK) ? bulk("both", "lib") : quick("both", "lib");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(upstream.asked(location)).isOne();
    }

    @Test
    void aGroupWithoutAuditsNamesItsProxies() {
        assertThat(bulk("both", "lib").error()).contains("no upstream of \"far\", \"other\" offers audits");
        assertThat(quick("both", "lib").status()).isEqualTo(404);
    }

    @Test
    void aTreeWithoutDependenciesAsNpm10SendsItIsNoAllClear() {
        assertThat(withoutTree()).startsWith("Nothing was audited: no upstream of \"far\" offers audits");
        upstream.at(QUICK, "{\"advisories\":{}}");

        assertThat(withoutTree()).startsWith("Nothing was audited: the client has sent no tree");
    }

    private String withoutTree() {
        Reply reply = fixture.call("POST", QUICK)
                .in("far")
                .body("{\"requires\":{\"lib\":\"1.0.0\"}}")
                .send();
        assertThat(reply.status()).isEqualTo(404);
        return reply.error();
    }

    @Test
    void namesThatNoUpstreamHasLookedAtAreTold() {
        other.at(BULK, "{\"lib\":[]}");
        fixture.registry()
                .create(Group.named("parted")
                        .format("npm")
                        .members("npm", "far", "other")
                        .owning("@far/*", "far"));

        Reply reply = fixture.call("POST", BULK)
                .in("parted")
                .body("{\"lib\":[\"1.0.0\"],\"@far/b\":[],\"@far/a\":[],\"@far/c\":[],\"@far/d\":[]}")
                .send();

        assertThat(reply.text()).isEqualTo("{\"lib\":[]}");
        assertThat(reply.header("npm-notice"))
                .startsWith("Not audited")
                .endsWith(": \"@far/a\", \"@far/b\", \"@far/c\" and 1 more");
        assertThat(bulk("parted", "lib").header("npm-notice")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"far", "far@2026-01-01", "both@2026-01-01", "far~build"})
    void anUpstreamThatMayNotBeAskedIsNoAllClear(String repository) {
        upstream.at(BULK, "{}").at(QUICK, "{\"advisories\":{}}");
        other.at(BULK, "{}").at(QUICK, "{\"advisories\":{}}");
        fixture.registry().session("build").seal();
        if (repository.equals("far")) {
            fixture.registry()
                    .update(Proxy.named("far")
                            .format("npm")
                            .of(Upstream.at(upstream.url()).atAnyAddress().goneOffline()));
        }

        for (Reply reply : new Reply[] {bulk(repository, "lib"), quick(repository, "lib")}) {
            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.error()).startsWith("Nothing was audited: the upstream of \"far\"");
        }
        assertThat(upstream.requests()).isEmpty();
        assertThat(other.requests()).isEmpty();
        assertThat(bulk("npm", "lib").text()).isEqualTo("{}");
    }

    @Test
    void whatIsHeldInsideIsNotAudited() {
        assertThat(bulk("both", "@acme/lib").text()).isEqualTo("{}");
        assertThat(upstream.requests()).isEmpty();
    }
}
