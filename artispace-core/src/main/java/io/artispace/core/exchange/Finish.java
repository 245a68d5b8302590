package io.artispace.core.exchange;

import io.artispace.exchange.Body;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What HTTP asks of every answer, whoever made it: conditions, ranges, HEAD, and the headers that all answers have. */
final class Finish {
    private static final Header NO_SNIFFING = new Header("X-Content-Type-Options", "nosniff");

    /** Keeps a browser from running an uploaded file that somebody opens in it. */
    private static final Header SANDBOX = new Header("Content-Security-Policy", "default-src 'none'; sandbox");

    /**
     * The scheme that every client knows. npm searches this text for words that stand for other ways to authenticate, so it must contain
     * none of them.
     */
    private static final Header CHALLENGE = new Header("WWW-Authenticate", "Basic realm=\"ArtiSpace\"");

    private static final Header TOKEN_CHALLENGE =
            new Header("WWW-Authenticate", "Bearer realm=\"ArtiSpace\", Basic realm=\"ArtiSpace\"");

    private static final Header RANGES = new Header("Accept-Ranges", "bytes");
    private static final Header NOT_STORED = new Header("Cache-Control", "no-store");
    private static final Header STORED_PRIVATELY = new Header("Cache-Control", "private, no-cache");
    private static final Header STORED = new Header("Cache-Control", "no-cache");

    private Finish() {}

    /** Who may keep an answer. */
    enum Caching {
        /** Nobody. */
        NOWHERE,
        /** Only the client itself, which has to ask each time whether it still holds. */
        PRIVATE,
        /** Everybody, asking each time whether it still holds. */
        SHARED
    }

    /**
     * Applies the conditions and the range of a GET or HEAD to a successful answer.
     *
     * @param method the method as it came
     * @param asked the headers of the request
     * @throws Refusal if a condition failed (412) or nothing of the range is there (416)
     */
    static Response select(String method, HeaderLookup asked, Response response) {
        boolean get = method.equals("GET");
        if (response.status() != 200 || !get && !method.equals("HEAD")) {
            return response;
        }
        Optional<String> etag = response.header("ETag");
        Optional<String> modified = response.header("Last-Modified");
        return switch (Conditions.evaluate(asked, etag, modified)) {
            case NOT_MODIFIED -> notModified(response);
            case FAILED ->
                throw new Refusal(
                        412,
                        "What is here is not what the request's conditions (If-Match, If-Unmodified-Since) ask for.");
            case PROCEED -> {
                // Parts of different answers can only be put together where a tag says that the bytes are the same.
                if (etag.isEmpty() || !EntityTags.isStrong(etag.get())) {
                    yield response;
                }
                List<Header> headers = new ArrayList<>(response.headers().size() + 1);
                headers.addAll(response.headers());
                addIfAbsent(headers, RANGES);
                Response whole = new Response(200, headers, response.body(), response.hasBody());
                Optional<String> range = get ? asked.first("Range") : Optional.empty();
                boolean partial = range.isPresent() && Conditions.allowsRange(asked, etag, modified);
                yield partial ? part(whole, range.get()) : whole;
            }
        };
    }

    private static Response notModified(Response response) {
        List<Header> kept = new ArrayList<>(response.headers());
        kept.removeIf(header -> describesBody(header.name()));
        return new Response(304, kept, Body.empty(), false);
    }

    private static boolean describesBody(String name) {
        return name.equalsIgnoreCase("Content-Type")
                || name.equalsIgnoreCase("Content-Encoding")
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Content-Disposition");
    }

    private static Response part(Response whole, String header) {
        Body body = whole.body();
        Optional<List<ByteRange>> parsed = RangeHeader.parse(header, body.length());
        if (parsed.isEmpty()) {
            return whole;
        }
        List<ByteRange> ranges = parsed.get();
        if (ranges.isEmpty()) {
            throw new Refusal(
                    416,
                    "Nothing of the range that was asked for is here: there are " + body.length() + " bytes.",
                    new Header("Content-Range", "bytes */" + body.length()));
        }
        Response.Builder builder = whole.toBuilder().status(206);
        if (ranges.size() == 1) {
            ByteRange range = ranges.get(0);
            return builder.header("Content-Range", range.contentRange(body.length()))
                    .body(body.slice(range.first(), range.length()))
                    .build();
        }
        // Random, so that no uploaded file can contain it.
        String boundary = UUID.randomUUID().toString();
        String type = whole.header("Content-Type").orElse("application/octet-stream");
        return builder.header("Content-Type", "multipart/byteranges; boundary=" + boundary)
                .body(multipart(body, type, ranges, boundary))
                .build();
    }

    private static Body multipart(Body body, String type, List<ByteRange> ranges, String boundary) {
        List<Body> parts = new ArrayList<>();
        for (ByteRange range : ranges) {
            parts.add(Body.text("\r\n--" + boundary + "\r\nContent-Type: " + type + "\r\nContent-Range: "
                    + range.contentRange(body.length()) + "\r\n\r\n"));
            parts.add(body.slice(range.first(), range.length()));
        }
        parts.add(Body.text("\r\n--" + boundary + "--\r\n"));
        return new JoinedBody(parts);
    }

    /**
     * Returns the headers of an answer to invalid credentials. If they were a token, the challenge names tokens first: npm then tells its
     * user that the token is invalid, rather than that a password is incorrect.
     */
    static List<Header> afterWrongCredentials(Request request) {
        boolean token = request.headers()
                .first("Authorization")
                .filter(credentials -> credentials.regionMatches(true, 0, "Bearer ", 0, 7))
                .isPresent();
        return token ? List.of(TOKEN_CHALLENGE) : List.of();
    }

    /** Adds the headers that every answer has, unless the answer has its own, and leaves the body out for HEAD. */
    static Response complete(String method, Response response, Caching caching, List<Header> more) {
        List<Header> headers = new ArrayList<>(response.headers().size() + more.size() + 4);
        headers.addAll(response.headers());
        addIfAbsent(headers, NO_SNIFFING);
        addIfAbsent(headers, SANDBOX);
        addIfAbsent(headers, response.status() < 400 ? header(caching) : NOT_STORED);
        for (Header header : more) {
            addIfAbsent(headers, header);
        }
        if (response.status() == 401) {
            addIfAbsent(headers, CHALLENGE);
        }
        boolean head = method.equals("HEAD");
        if (head && response.hasBody()) {
            addIfAbsent(
                    headers,
                    new Header("Content-Length", Long.toString(response.body().length())));
        }
        return new Response(response.status(), headers, response.body(), response.hasBody() && !head);
    }

    private static Header header(Caching caching) {
        return switch (caching) {
            case NOWHERE -> NOT_STORED;
            case PRIVATE -> STORED_PRIVATELY;
            case SHARED -> STORED;
        };
    }

    private static void addIfAbsent(List<Header> headers, Header header) {
        for (Header present : headers) {
            if (present.name().equalsIgnoreCase(header.name())) {
                return;
            }
        }
        headers.add(header);
    }
}
