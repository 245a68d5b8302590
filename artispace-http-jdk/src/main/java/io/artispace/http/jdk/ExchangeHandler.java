package io.artispace.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one exchange of the JDK's server. An {@link IOException} from here makes that server break the connection off. */
final class ExchangeHandler implements HttpHandler {
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

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Until here it was waited for the head.
        ClientWait wait = patience.current();
        wait.end();
        RequestHeaders headers = new RequestHeaders(exchange.getRequestHeaders());
        IncomingBody body = new IncomingBody(exchange.getRequestBody(), wait);
        if (!running.enter()) {
            writer.write(exchange, wait, headers, body, closing());
            return;
        }
        try {
            write(exchange, wait, headers, body, answer(exchange, headers, body));
        } finally {
            running.leave();
        }
    }

    private Response answer(HttpExchange exchange, RequestHeaders headers, IncomingBody body) {
        Response refusal = Framing.refusal(exchange.getRequestMethod(), headers);
        if (refusal != null) {
            return refusal;
        }
        RequestTarget target = RequestTarget.of(exchange.getRequestURI());
        String path = target.pathBelow(contextPath).orElse(null);
        if (path == null) {
            return Response.status(404)
                    .text(TEXT, "There is nothing here. The registry is served below " + contextPath + "/.\n")
                    .build();
        }
        if (path.isEmpty()) {
            // Links of the registry's page count on the slash. Relative, since a reverse proxy may add to the path.
            return Response.status(302)
                    .header("Location", "." + contextPath.substring(contextPath.lastIndexOf('/')) + "/")
                    .withoutBody()
                    .build();
        }
        try {
            return handler.apply(new Request(
                    exchange.getRequestMethod(), path, target.rawQuery(), headers, body, baseUrls.of(exchange), null));
        } catch (RuntimeException | Error e) {
            log.error("Cannot answer {}", what(exchange), e);
            return failed();
        }
    }

    private void write(
            HttpExchange exchange, ClientWait wait, RequestHeaders headers, IncomingBody body, Response response)
            throws IOException {
        try {
            writer.write(exchange, wait, headers, body, response);
        } catch (BodyFailedException e) {
            e.explanation()
                    .ifPresentOrElse(
                            why -> log.error("Cannot read what {} asks for: {}", what(exchange), why),
                            () -> log.error("Cannot read what {} asks for", what(exchange), e.getCause()));
            if (e.isTooLateToSaySo()) {
                throw e;
            }
            writer.write(exchange, wait, headers, body, failed());
        } catch (IOException e) {
            log.debug("The client of {} has gone", what(exchange), e);
            throw e;
        }
    }

    /** Describes a request for the log, without its whole path, in which npm sends tokens. */
    private static String what(HttpExchange exchange) {
        String path = RequestTarget.of(exchange.getRequestURI()).rawPath();
        int end = path.indexOf('/', 1);
        return exchange.getRequestMethod() + " " + (end < 0 ? path : path.substring(0, end) + "/...");
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
