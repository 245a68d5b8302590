package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.ViewScope;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.core.Fixture;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.HeldRepository;
import io.artispace.core.repository.ServedRepository;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results of look-ups are kept exactly as long as nothing is committed, for proxies and through groups too. */
@Timeout(60)
final class WarmHitsTest {
    private static final String INSIDE = "own/1.0/own.bin";
    private static final String OUTSIDE = "app/1.0/app.bin";
    private static final String ONE = "1.0 2020-01-01T00:00:00Z\n";
    private static final String TWO = ONE + "2.0 2021-01-01T00:00:00Z\n";

    private final AskedStore store = new AskedStore(JdbcMetadataStore.openInMemory());
    private final ProxyFixture far = new ProxyFixture(
            Registry.builder().metadata(store).blobs(URI.create("memory:/")).passwordIterations(1_000),
            UnaryOperator.identity());
    private final Registry registry = far.fixture.registry();
    private final ServedRepository proxy = ((HeldRepository) registry.repository("far")).repository();

    @BeforeEach
    void fill() {
        registry.create(Hosted.named("near").format("remote").readableByAnyone());
        registry.create(
                Group.named("all").format("remote").members("near", "far").readableByAnyone());
        publish(INSIDE);
        far.serving(ProxyFixture.content(1_000));
    }

    private void publish(String path) {
        try (Publication publication = registry.repository("near").publish()) {
            publication
                    .change(PackageName.of("own"))
                    .putVersion("1.0", Map.of(), "", Overwrite.SAME)
                    .putFile("1.0", FilePath.of(path), publication.stage(Fixture.bytes("own")), Overwrite.SAME);
            publication.commit();
        }
    }

    @AfterEach
    void close() {
        far.close();
        store.close();
    }

    private Response get(String path, String... authorization) {
        return registry.handle(new Request(
                "GET",
                path,
                null,
                name -> name.equals("Authorization") ? List.of(authorization) : List.of(),
                InputStream.nullInputStream(),
                URI.create("http://here.example/"),
                null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/near/" + INSIDE, "/all/" + INSIDE, "/far/" + OUTSIDE, "/all/" + OUTSIDE})
    void aWarmFileCostsOneQuestionWhetherAnythingWasCommitted(String path) {
        Secret password = Secret.of("a password of some length");
        registry.accounts().createUser("ann", password, Role.READ);
        String credentials = "Basic "
                + Base64.getEncoder().encodeToString(("ann:" + password.reveal()).getBytes(StandardCharsets.UTF_8));
        // The first fetches, the second looks up what the first has stored, which a list waits for.
        get(path, credentials);
        proxy.list("", "", 1);
        get(path, credentials);
        store.forget();

        assertThat(get(path, credentials).status()).isEqualTo(200);
        assertThat(get(path).status()).isEqualTo(200);

        assertThat(store.reads()).isZero();
        assertThat(store.versions()).isEqualTo(2);
    }

    @Test
    void aFileOfAHostedMemberCostsNoMoreLookUpsThroughItsGroup() {
        assertThat(lookUps("/all/" + INSIDE, "own/1.0/first")).isEqualTo(lookUps("/near/" + INSIDE, "own/1.0/second"));
    }

    /** How often the store is asked for a file once something was committed. */
    private int lookUps(String path, String committed) {
        assertThat(get(path).status()).isEqualTo(200);
        publish(committed);
        store.forget();
        assertThat(get(path).status()).isEqualTo(200);
        return store.reads();
    }

    @Test
    void aDocumentThatIsFreshIsLookedUpOnce() {
        far.upstream.at("app", ONE);
        ServedRepository request = beginning();
        stamp(request);
        ServedRepository next = beginning();
        stamp(next);
        store.forget();

        assertThat(stamp(next).isNothing()).isFalse();
        assertThat(store.reads()).isZero();
        assertThat(store.versions()).isZero();
    }

    /** The proxy as a request reads it that begins now. */
    private ServedRepository beginning() {
        return proxy.reading(proxy.reading().since(store.dataVersion()));
    }

    /** What a document of the package costs before it is rendered. */
    private static Stamp stamp(ServedRepository request) {
        return request.source().stamp(Fixture.APP, ViewScope.versions(), request.reading());
    }

    @Test
    void answerThatAnotherRequestGotMeanwhileIsNotAskedForAgain() {
        far.upstream.at("app", ONE);
        ServedRepository early = beginning();
        ServedRepository other = early.reading(early.reading().headsOnly());
        assertThat(stamp(early).isNothing()).isFalse();
        assertThat(early.file(ProxyFixture.FILE)).isPresent();

        assertThat(stamp(other).isNothing()).isFalse();
        assertThat(other.file(ProxyFixture.FILE)).isPresent();

        assertThat(far.upstream.asked("app")).isOne();
        assertThat(far.upstream.asked(OUTSIDE)).isOne();
    }

    @Test
    void aRequestShowsWhatItAskedTheUpstreamItself() {
        far.upstream.at("app", ONE);
        long before = stamp(beginning()).revision();
        stamp(beginning());
        far.upstream.at("app", TWO);
        far.fixture.pass(Duration.ofMinutes(16));

        ServedRepository request = beginning();

        assertThat(stamp(request).revision()).isGreaterThan(before);
    }

    @Test
    void aFileThatWasEvictedIsAskedForByTheNextRequest() {
        get("/far/" + OUTSIDE);
        get("/far/" + OUTSIDE);
        registry.proxy("far").evict(0, Duration.ZERO);
        far.upstream.status(OUTSIDE, 404);

        assertThat(get("/far/" + OUTSIDE).status()).isEqualTo(404);
        assertThat(get("/all/" + OUTSIDE).status()).isEqualTo(404);
    }

    @Test
    void aRuleHoldsForWhatIsKept() {
        far.upstream.at("app", ONE);
        get("/far/" + OUTSIDE);
        assertThat(get("/far/" + OUTSIDE).status()).isEqualTo(200);

        registry.update(ProxyFixture.definition("far", far.upstream, UnaryOperator.identity())
                .policies(Policies.none().block("app@1.0", "It is harmful.")));

        assertThat(get("/far/" + OUTSIDE).status()).isEqualTo(403);
    }
}
