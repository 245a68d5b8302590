package io.artispace.http.jdk;

import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one exchange. An {@link IOException} from here breaks the connection off. */
final class ExchangeHandler {
    private static final Logger log = LoggerFactory.getLogger(JdkHttpFront.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Function<Request, Response> handler;
    private final String contextPath;
    private final BaseUrls baseUrls;
    private final ResponseWriter writer;
    private final RunningRequests running;
    private final Patience patience;

    ExchangeHandler(
            Function<Request, Response> handler,
            String contextPath,
            BaseUrls baseUrls,
            ResponseWriter writer,
            RunningRequests running,
            Patience patience) {
        this.handler = handler;
        this.contextPath = contextPath;
        this.baseUrls = baseUrls;
        this.writer = writer;
        this.running = running;
        this.patience = patience;
    }

    void handle(Exchange exchange) throws IOException {
        // Until here it was waited for the head.
        ClientWait wait = patience.current();
        wait.end();
        IncomingBody body = new IncomingBody(exchange.body(), wait);
        if (!running.enter()) {
            writer.write(exchange, wait, body, closing());
            return;
        }
        try {
            write(exchange, wait, body, answer(exchange, body));
        } finally {
            running.leave();
        }
    }

    private Response answer(Exchange exchange, IncomingBody body) {
        RequestTarget target = RequestTarget.of(exchange.head().target());
        String path = hasPath(exchange.head().target())
                ? target.pathBelow(contextPath).orElse(null)
                : null;
        if (path == null) {
            return Response.status(404)
                    .text(TEXT, "There is nothing here. The registry is served below " + contextPath + "/.\n")
                    .build();
        }
        try {
            return handler.apply(new Request(
                    exchange.head().method(),
                    path,
                    target.rawQuery(),
                    exchange.head(),
                    body,
                    baseUrls.of(exchange),
                    null));
        } catch (RuntimeException | Error e) {
            log.error("Cannot answer {}", what(exchange), e);
            return failed();
        }
    }

    private void write(Exchange exchange, ClientWait wait, IncomingBody body, Response response) throws IOException {
        try {
            writer.write(exchange, wait, body, response);
        } catch (BodyFailedException e) {
            log.error("Cannot read what {} asks for", what(exchange), e.getCause());
            if (e.isTooLateToSaySo()) {
                throw e;
            }
            writer.write(exchange, wait, body, failed());
        } catch (IOException e) {
            log.debug("The client of {} has gone", what(exchange), e);
            throw e;
        }
    }

    /** Tells whether a target has a path. {@code *} and {@code //host} have none. */
    private static boolean hasPath(URI target) {
        String path = target.getRawPath();
        return path != null && path.startsWith("/");
    }

    /** Describes a request for the log, without its whole path, in which npm sends tokens. */
    private static String what(Exchange exchange) {
        String path = RequestTarget.of(exchange.head().target()).rawPath();
        int end = path.indexOf('/', 1);
        return exchange.head().method() + " " + (end < 0 ? path : path.substring(0, end) + "/...");
    }

    private static Response failed() {
        return Response.status(500)
                .text(TEXT, "The registry cannot answer this request; the log of its host says why.\n")
                .build();
    }

    private static Response closing() {
        return Response.status(503)
                .header("Connection", "close")
                .header("Retry-After", "5")
                .text(TEXT, "This server is being stopped. Try again later.\n")
                .build();
    }
}
