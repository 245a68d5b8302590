package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More idle connections than the JDK's server keeps: no client may lose a request when it closes some. */
@Timeout(60)
class ManyConnectionsTest {
    /** What it allows, unless a property says otherwise. */
    private static final int ALLOWED = 200;

    private static final int PUTS = 300;

    private final List<RawClient> resting = new ArrayList<>();
    private Served served;

    @BeforeEach
    void start() throws IOException {
        served = Served.by(ManyConnectionsTest::answer);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : resting) {
            client.close();
        }
        served.close();
    }

    @Test
    void connectionThatIsNotAnnouncedToCloseTakesAnotherRequest() throws IOException {
        List<RawClient> told = new ArrayList<>();
        for (int i = 0; i < ALLOWED + 50; i++) {
            RawClient client = new RawClient(served.front.address());
            (client.get("/").values("Connection").contains("close") ? told : resting).add(client);
        }

        assertThat(resting).hasSizeBetween(ALLOWED / 2, ALLOWED);
        for (RawClient client : resting) {
            assertThat(client.get("/").status()).isEqualTo(404);
        }
        for (RawClient client : told) {
            client.close();
        }
    }

    @Test
    void clientsThatAskForOneAnswerOnlyTakeNoPlace() throws IOException {
        for (int i = 0; i < ALLOWED; i++) {
            try (RawClient client = new RawClient(served.front.address())) {
                assertThat(client.send("GET / HTTP/1.0").read().values("Connection"))
                        .containsExactly("close");
                assertThat(client.isClosedByServer()).isTrue();
            }
        }

        assertThat(served.client.get("/").values("Connection")).isEmpty();
    }

    /** As Maven 4 deploys: without credentials first, over a client that repeats a GET, but not a PUT, whose connection was closed. */
    @Test
    void noUploadIsLost() throws Exception {
        for (int i = 0; i < ALLOWED; i++) {
            RawClient client = new RawClient(served.front.address());
            client.get("/");
            resting.add(client);
        }
        HttpClient client =
                HttpClient.newBuilder().authenticator(new Password()).build();
        HttpRequest put = HttpRequest.newBuilder(served.front.baseUrl().resolve("a.jar"))
                .PUT(BodyPublishers.ofByteArray(new byte[3000]))
                .build();

        for (int i = 0; i < PUTS; i++) {
            HttpResponse<Void> answer = client.send(put, BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(201);
        }
    }

    private static Response answer(Request request) {
        if (request.method().equals("GET")) {
            return Served.text(404, "nothing");
        }
        return request.headers().first("Authorization").isPresent()
                ? Response.status(201).build()
                : Response.status(401)
                        .header("WWW-Authenticate", "Basic realm=\"test\"")
                        .text("text/plain", "who are you?")
                        .build();
    }

    private static final class Password extends Authenticator {
        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "secret".toCharArray());
        }
    }
}
