package io.artispace.http.jdk;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A front on the loopback address with a handler of the test behind it, and one connection to it. */
final class Served implements AutoCloseable {
    final JdkHttpFront front;
    final RawClient client;

    private Served(JdkHttpFront front) throws IOException {
        this.front = front;
        this.client = new RawClient(front.address());
    }

    static Served by(Function<Request, Response> handler) throws IOException {
        return by(handler, options -> options);
    }

    static Served by(Function<Request, Response> handler, UnaryOperator<JdkHttpOptions.Builder> options)
            throws IOException {
        return new Served(JdkHttpFront.start(
                handler, options.apply(JdkHttpOptions.builder()).build()));
    }

    static Served by(
            Function<Request, Response> handler, UnaryOperator<JdkHttpOptions.Builder> options, ManualAlarm discarding)
            throws IOException {
        return new Served(JdkHttpFront.start(
                handler, options.apply(JdkHttpOptions.builder()).build(), discarding, null));
    }

    /** One with a single thread, whose clients are waited for as long as an alarm says. */
    static Served patiently(Function<Request, Response> handler, ManualAlarm waiting) throws IOException {
        return new Served(
                JdkHttpFront.start(handler, JdkHttpOptions.builder().threads(1).build(), null, waiting));
    }

    /** Answers with what the test wants to see of the request. */
    static Function<Request, Response> echo(Function<Request, Object> what) {
        return request -> text(200, String.valueOf(what.apply(request)));
    }

    static Response text(int status, String text) {
        return Response.status(status).text("text/plain", text).build();
    }

    @Override
    public void close() throws IOException {
        client.close();
        front.close();
    }
}
