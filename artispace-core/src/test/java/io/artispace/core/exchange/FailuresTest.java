package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.artispace.BusyException;
import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.TooLargeException;
import io.artispace.UpstreamFailedException;
import io.artispace.blob.BlobStoreFullException;
import io.artispace.exchange.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** What clients are told of failures. */
class FailuresTest {
    private final HandlerFixture fixture = new HandlerFixture();

    static Stream<Arguments> clientFailures() {
        return Stream.of(
                arguments(new NotFoundException("m"), 404),
                arguments(new ConflictException("m"), 409),
                arguments(new InvalidInputException("m"), 400),
                arguments(DeniedException.forbidden("m"), 403),
                arguments(DeniedException.unauthenticated("m"), 401),
                arguments(new TooLargeException("m"), 413));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("clientFailures")
    void ofTheClientCarryTheirMessageInTheFormatsStyle(Exception failure, int status) {
        fixture.format.failure = failure;

        Response response = fixture.get("/open/fail");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response)).isEqualTo(status + " m");
        assertThat(response.header("X-Correlation-Id")).isEmpty();
        assertThat(response.header("Cache-Control")).contains("no-store");
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void ofTooMuchAtOnceSayWhenToComeBack() {
        fixture.format.failure = new BusyException("m", Duration.ofSeconds(5));

        Response response = fixture.get("/open/fail");

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.header("Retry-After")).contains("5");
        assertThat(text(response)).isEqualTo("429 m");
    }

    static Stream<Arguments> serverFailures() {
        return Stream.of(
                arguments(new StorageFailedException("m"), 500),
                arguments(new OutcomeUnknownException("m"), 500),
                arguments(new UpstreamFailedException("m"), 502));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("serverFailures")
    void ofTheServerCarryAReferenceToTheLog(Exception failure, int status) {
        fixture.format.failure = failure;

        Response response = fixture.get("/open/fail");

        String reference = response.header("X-Correlation-Id").orElseThrow();
        assertThat(response.status()).isEqualTo(status);
        assertThat(reference).matches("[0-9a-f]{12}");
        assertThat(text(response)).isEqualTo(status + " m (reference " + reference + ")");
    }

    @Test
    void ofAnUpstreamTakeOneLineOfTheLogWithItsReason() {
        RecordingLog log = new RecordingLog();
        Exception refused = new UpstreamFailedException(
                "The upstream could not be reached.", new ConnectException("refused\nERROR forged"));
        Exception told = new UpstreamFailedException("The upstream answered 500.");

        Failure first = Failure.of(
                new UpstreamFailedException("The upstream could not be reached.", refused), () -> "GET in npm", log);
        Failure second = Failure.of(told, () -> "GET in npm", log);

        assertThat(log.lines())
                .containsExactly(
                        new RecordingLog.Line(
                                Level.WARN,
                                "GET in npm failed (reference " + reference(first)
                                        + "): The upstream could not be reached. The reason:"
                                        + " \"java.net.ConnectException: refused?ERROR forged\"",
                                null),
                        new RecordingLog.Line(
                                Level.WARN,
                                "GET in npm failed (reference " + reference(second) + "): The upstream answered 500.",
                                null));
    }

    @Test
    void ofTheServerItselfAreLoggedWithWhereTheyHappened() {
        RecordingLog log = new RecordingLog();
        Exception broken = new StorageFailedException("The disk is full.");

        Failure failure = Failure.of(broken, () -> "GET in npm", log);

        assertThat(log.lines())
                .containsExactly(new RecordingLog.Line(
                        Level.ERROR, "GET in npm failed (reference " + reference(failure) + ")", broken));
    }

    /** Nothing can be published until somebody makes room, and each client tries again and again. */
    @Test
    void ofAStoreWithoutRoomTakeOneLineOfTheLog() {
        RecordingLog log = new RecordingLog();
        IOException full = new BlobStoreFullException("the disk", new IOException("No space left on device"));

        Failure failure = Failure.of(new StorageFailedException("The disk is full.", full), () -> "PUT in npm", log);

        assertThat(log.lines())
                .containsExactly(new RecordingLog.Line(
                        Level.ERROR,
                        "PUT in npm failed (reference " + reference(failure)
                                + "): The disk is full. The reason: \"java.io.IOException: No space left on device\"",
                        null));
    }

    @Test
    void ofAnUpstreamSayThatTheRegistryItselfWorks() {
        fixture.format.failure = new UpstreamFailedException("It does not answer.");
        assertThat(fixture.get("/open/fail").header("Proxy-Status")).contains("ArtiSpace");

        fixture.format.failure = new StorageFailedException("It is full.", new IOException());
        assertThat(fixture.get("/open/fail").header("Proxy-Status")).isEmpty();
    }

    private static String reference(Failure failure) {
        return failure.headers().get(0).value();
    }

    @Test
    void thatNobodyExpectedRevealNothing() {
        fixture.format.failure = new IllegalStateException("select * from users at /var/lib/artispace");

        Response response = fixture.get("/open/fail");

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).startsWith("500 The request could not be answered because of an unexpected error.");
        assertThat(text(response)).doesNotContain("select").doesNotContain("/var");
    }

    @Test
    void inReadingTheBodyAreTheClients() {
        fixture.format.failure = new EOFException("socket of 10.0.0.7");

        Response response = fixture.get("/open/fail");

        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response)).doesNotContain("10.0.0.7");
    }

    @Test
    void inSayingAnErrorStillEndInAnAnswer() {
        fixture.format.failure = new ConflictException("It \"exists\"\n already.");
        fixture.format.brokenErrors = true;

        Response response = fixture.get("/open/fail");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.header("Content-Type")).contains("application/problem+json");
        assertThat(text(response)).contains("\"title\":\"Conflict\"", "\"detail\":\"It \\\"exists\\\"\\n already.\"");
    }

    @Test
    void ofHeadHaveNoBody() {
        Response response = fixture.handle(request("HEAD", "/open/unknown").build());

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.hasBody()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/open/%zz", "/open/../closed", "/absent/%00", "//open", "/open/a?b=%zz"})
    void ofTargetsAreTheSameWhateverTheyName(String path) {
        Response response = fixture.get(path);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Type")).contains("application/problem+json");
        assertThat(text(response)).contains("\"status\":400").contains("\"error\":\"");
    }

    @Test
    void anAbsenceIsNeverAProblemDocumentBecauseMavenTakesThatForAnError() {
        Response response =
                fixture.handle(request("GET", "/absent/a").as("reader").build());

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.header("Content-Type")).contains("application/json");
        assertThat(text(response))
                .isEqualTo("{\"error\":\"There is no repository \\\"absent\\\", or it is not open to you.\"}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "MKCOL", "get", "", "GET\r\n", "BREW"})
    void ofMethodsNameThoseThatAreServed(String method) {
        Response response = fixture.handle(request(method, "/open/file/a").build());

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).contains("GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS");
    }

    @Test
    void optionsAreAnsweredWithoutTouchingAnything() {
        for (String path : new String[] {"/open/file/a", "/closed/file/a", "/absent"}) {
            Response response = fixture.handle(request("OPTIONS", path).build());

            assertThat(response.status()).isEqualTo(204);
            assertThat(response.hasBody()).isFalse();
            assertThat(response.header("Allow")).isPresent();
        }
    }

    @Test
    void knownMethodsWithoutARouteFindNothing() {
        Response response =
                fixture.handle(request("PATCH", "/open/file/a").as("admin").build());

        assertThat(response.status()).isEqualTo(404);
    }

    @Test
    void theRepositoryItselfIsLeftToTheFormat() {
        assertThat(text(fixture.get("/open"))).isEqualTo("top of http://localhost:8080/base/open/");
        assertThat(text(fixture.get("/open/"))).isEqualTo("top of http://localhost:8080/base/open/");
    }
}
