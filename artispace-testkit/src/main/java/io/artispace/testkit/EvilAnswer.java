package io.artispace.testkit;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * How an {@link EvilUpstream} answers a request. The known kinds of evil have names here; a test that needs another one writes it as a
 * lambda. Each may be given any number of times, also at once.
 */
@FunctionalInterface
public interface EvilAnswer {
    /**
     * Answers one request. The connection is closed afterwards.
     *
     * @param connection takes what is to be sent
     * @throws IOException if the other side went away, which ends the answer and nothing else
     * @throws InterruptedException if the upstream is closed
     */
    void give(EvilConnection connection) throws IOException, InterruptedException;

    /**
     * What a registry answers, or whatever else takes requests. An upstream with packages of its own that misbehaves at some paths, on
     * demand:
     *
     * <pre>{@code
     * EvilUpstream upstream = new EvilUpstream().otherwise(EvilAnswer.of(remote::handle));
     * URI central = upstream.url().resolve("releases/"); // what a proxy is created of
     * upstream.status("releases/com/acme/app/1.0/app-1.0.jar", 503);
     * upstream.forget("releases/com/acme/app/1.0/app-1.0.jar"); // and it answers again
     * }</pre>
     *
     * @param handler such as {@code registry::handle}; thread-safe
     * @return an answer
     */
    static EvilAnswer of(Function<Request, Response> handler) {
        return connection -> connection.send(handler.apply(connection.toRequest()));
    }

    /**
     * The whole of it, with its length: what an honest server answers.
     *
     * @param content the body, which HEAD leaves out
     * @param headers such as {@code Content-Type: text/html}
     * @return an answer
     */
    static EvilAnswer content(byte[] content, String... headers) {
        return answer(200, content, headers);
    }

    /**
     * A status and no body.
     *
     * @param status such as 304, 404 or 503
     * @param headers such as {@code Retry-After: 120}
     * @return an answer
     */
    static EvilAnswer status(int status, String... headers) {
        return answer(status, new byte[0], headers);
    }

    /**
     * A status and a body with its length.
     *
     * @param status such as 500
     * @param content the body, which HEAD leaves out
     * @param headers more headers
     * @return an answer
     */
    static EvilAnswer answer(int status, byte[] content, String... headers) {
        return connection -> {
            List<String> all = new ArrayList<>(Arrays.asList(headers));
            // RFC 9110, section 8.6: neither 204 nor 304 may say how long their body is not.
            if (status != 304 && status != 204) {
                all.add("Content-Length: " + content.length);
            }
            connection.sendHead(status, all.toArray(String[]::new));
            if (!connection.isHead()) {
                connection.send(content);
            }
        };
    }

    /**
     * A redirect.
     *
     * @param location where to, whatever it is
     * @return an answer
     */
    static EvilAnswer redirect(String location) {
        return status(302, "Location: " + location);
    }

    /**
     * One answer to each request, in turn, and the last one from then on: to fail twice and then behave.
     *
     * @param answers at least one
     * @return an answer
     */
    static EvilAnswer inTurn(EvilAnswer... answers) {
        List<EvilAnswer> all = List.of(answers);
        AtomicInteger given = new AtomicInteger();
        return connection ->
                all.get(Math.min(given.getAndIncrement(), all.size() - 1)).give(connection);
    }

    /**
     * Waits until a latch is open, and then answers.
     *
     * @param latch opened by the test
     * @param then what comes then
     * @return an answer
     */
    static EvilAnswer after(CountDownLatch latch, EvilAnswer then) {
        return connection -> {
            latch.await();
            then.give(connection);
        };
    }

    /**
     * Takes the request and never answers.
     *
     * @return an answer
     */
    static EvilAnswer silence() {
        return EvilConnection::hang;
    }

    /**
     * Takes the request and cuts the connection with a reset.
     *
     * @return an answer
     */
    static EvilAnswer reset() {
        return EvilConnection::reset;
    }

    /**
     * Sends the true length and a part, and ends.
     *
     * @param content the whole
     * @param sent how many bytes of it are sent
     * @return an answer
     */
    static EvilAnswer truncated(byte[] content, int sent) {
        return claiming(content.length, Arrays.copyOf(content, sent));
    }

    /**
     * Sends the true length and a part, and then nothing, for ever.
     *
     * @param content the whole
     * @param sent how many bytes of it are sent
     * @return an answer
     */
    static EvilAnswer stalled(byte[] content, int sent) {
        return connection -> {
            truncated(content, sent).give(connection);
            connection.hang();
        };
    }

    /**
     * Sends the true length and a part, and cuts the connection with a reset.
     *
     * @param content the whole
     * @param sent how many bytes of it are sent
     * @return an answer
     */
    static EvilAnswer resetAfter(byte[] content, int sent) {
        return connection -> {
            truncated(content, sent).give(connection);
            connection.reset();
        };
    }

    /**
     * Sends all of it, a byte at a time.
     *
     * @param content the whole
     * @param pause how long it waits before each byte
     * @return an answer
     */
    static EvilAnswer dripping(byte[] content, Duration pause) {
        CountDownLatch never = new CountDownLatch(1);
        return connection -> {
            connection.sendHead(200, "Content-Length: " + content.length);
            for (int i = 0; i < content.length; i++) {
                if (never.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("Nobody opens it");
                }
                connection.send(content, i, 1);
            }
        };
    }

    /**
     * Says another length than it has.
     *
     * @param length what it says
     * @param content what it sends, before it ends
     * @param headers more headers
     * @return an answer
     */
    static EvilAnswer claiming(long length, byte[] content, String... headers) {
        return connection -> {
            List<String> all = new ArrayList<>(Arrays.asList(headers));
            all.add("Content-Length: " + length);
            connection.sendHead(200, all.toArray(String[]::new));
            connection.send(content);
        };
    }

    /**
     * A body without a length, and without an end until the other side hangs up.
     *
     * @param headers such as {@code Content-Type: application/json}
     * @return an answer
     */
    static EvilAnswer endlessBody(String... headers) {
        return connection -> {
            connection.sendHead(200, headers);
            byte[] zeros = new byte[64 * 1024];
            while (true) {
                connection.send(zeros);
            }
        };
    }

    /**
     * Headers without an end until the other side hangs up.
     *
     * @return an answer
     */
    static EvilAnswer endlessHead() {
        return connection -> {
            connection.send("HTTP/1.1 200 Evil\r\n");
            String filling = "x".repeat(4096);
            for (long i = 0; ; i++) {
                connection.send("X-Evil-" + i + ": " + filling + "\r\n");
            }
        };
    }

    /**
     * A body in the coding gzip that is a thousandth of what it unpacks to.
     *
     * @param size how many bytes come out of it: all spaces, which may stand before any JSON or XML
     * @return an answer
     */
    static EvilAnswer gzipBomb(long size) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = new byte[64 * 1024];
            Arrays.fill(spaces, (byte) ' ');
            for (long left = size; left > 0; left -= spaces.length) {
                gzip.write(spaces, 0, (int) Math.min(left, spaces.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content(packed.toByteArray(), "Content-Encoding: gzip");
    }

    /**
     * Bytes that are no answer of HTTP.
     *
     * @return an answer
     */
    static EvilAnswer noHttp() {
        return connection -> connection.send("220 mail.example ESMTP\r\n");
    }
}
