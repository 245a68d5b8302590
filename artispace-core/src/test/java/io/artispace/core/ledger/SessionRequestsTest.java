package io.artispace.core.ledger;

import static io.artispace.core.Fixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Overwrite;
import io.artispace.Registry;
import io.artispace.Session;
import io.artispace.access.Caller;
import io.artispace.core.Fixture;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over HTTP. */
final class SessionRequestsTest {
    private final CountedLedgers ledgers = new CountedLedgers(JdbcMetadataStore.openInMemory());
    private final Fixture fixture =
            new Fixture(Registry.builder().metadata(ledgers).blobs(URI.create("memory:/")));
    private final Session session = fixture.registry().session("build");

    @BeforeEach
    void publish() {
        fixture.publish("1", "a", "one", Overwrite.SAME);
        fixture.publish("2", "a", "two", Overwrite.SAME);
    }

    @AfterEach
    void close() {
        fixture.close();
        ledgers.close();
    }

    private Response request(String method, String path, Caller caller, Map<String, List<String>> headers) {
        return fixture.registry()
                .handle(new Request(
                        method,
                        path,
                        null,
                        name -> headers.getOrDefault(name, List.of()),
                        InputStream.nullInputStream(),
                        URI.create("http://localhost/"),
                        caller));
    }

    private Response get(String path) {
        return request("GET", path, Caller.host(), Map.of());
    }

    private static String text(Response response) throws IOException {
        try (InputStream in = response.body().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void sealedLedgerIsReadOnceForAllDocumentsAndForAFileByItsPathOnly() throws IOException {
        get("/files~build/app/1/a");
        session.seal();
        ledgers.asked();

        assertThat(text(get("/files~build/app"))).isEqualTo("1");
        fixture.publish("3", "a", "three", Overwrite.SAME);
        assertThat(text(get("/files~build/app"))).isEqualTo("1");
        assertThat(ledgers.asked()).containsOnlyOnce("ledgerPaths");

        assertThat(text(get("/files~build/app/1/a"))).isEqualTo("one");
        assertThat(get("/files~build/app/2/a").status()).isEqualTo(404);
        assertThat(ledgers.asked()).containsExactly("ledger", "ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files~build/app", "/files~build/app/1/a", "/files~build/", "/none~build/app"})
    void ledgerIsNotReadForACallerWhoMayNotReadTheSession(String path) {
        get("/files~build/app/1/a");
        session.seal();
        ledgers.asked();

        assertThat(request("GET", path, Caller.anonymous(), Map.of()).status()).isEqualTo(401);

        assertThat(ledgers.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void fileThatAClientHasAlreadyIsWrittenDownAsIfItWereSent(String method) throws IOException {
        String tag = get("/files/app/1/a").header("ETag").orElseThrow();

        Response known = request(method, "/files~build/app/1/a", Caller.host(), Map.of("If-None-Match", List.of(tag)));

        assertThat(known.status()).isEqualTo(304);
        assertThat(session.entries()).extracting(LedgerEntry::path).containsExactly(path("1", "a"));
        session.seal();
        assertThat(text(get("/files~build/app/1/a"))).isEqualTo("one");
    }

    @Test
    void fileThatAConditionOnlyLooksAtIsNotWrittenDown() {
        Response put = request("PUT", "/files~build/app/1/a", Caller.host(), Map.of("If-Match", List.of("*")));

        assertThat(put.status()).isEqualTo(201);
        assertThat(session.entries()).isEmpty();
    }

    @Test
    void fileThatAClientAsksForTheHeadersOfIsWrittenDown() throws IOException {
        request("HEAD", "/files~build/app/1/a", Caller.host(), Map.of());
        session.seal();

        assertThat(text(get("/files~build/app/1/a"))).isEqualTo("one");
    }
}
