package io.artispace.core.exchange;

import io.artispace.Limits;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import io.artispace.core.content.Gunzip;
import io.artispace.core.content.OneByte;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response.Header;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a format reads it: without its content coding, and never more than the limits allow.
 *
 * <p>Clients compress documents only (npm does so with its audit requests), never files. So a compressed body may not be larger than a
 * document once it is decoded, which keeps decompression bombs out. A plain body may be as large as the largest file in base64, as npm
 * sends it, with a document around it; the size of the file itself is limited where it is stored.
 */
final class RequestBody extends InputStream {
    private final Request request;
    private final Limits limits;
    private @Nullable InputStream decoded;
    private long limit;
    private long least;
    private long count;

    RequestBody(Request request, Limits limits) {
        this.request = request;
        this.limits = limits;
    }

    /**
     * Looks at the headers only, so that a body that will be refused need not be sent.
     *
     * @throws TooLargeException if the body says itself that it is too large
     * @throws Refusal if it has a content coding that is not known here, or may be a part of a file
     */
    void check() {
        isGzip();
        // As clients send it that resume an upload: a part that is stored as if it were whole can often not be
        // replaced.
        if (request.headers().first("Content-Range").isPresent()) {
            throw new Refusal(
                    400,
                    "Cannot read the request's body: it has a Content-Range, so it may be only a part of a file."
                            + " Send the whole, without that header (with curl: without -C).");
        }
        if (announced() > plainLimit()) {
            throw new TooLargeException("Cannot read the request's body of " + announced() + " bytes: at most "
                    + plainLimit() + " are accepted.");
        }
    }

    /** Returns how long the body is by its own account; 0 if it does not say. */
    private long announced() {
        try {
            return request.headers().first("Content-Length").map(Long::valueOf).orElse(0L);
        } catch (NumberFormatException malformed) {
            throw new Refusal(400, "Cannot read the request's body: its Content-Length is not a number that fits.");
        }
    }

    private boolean isGzip() {
        String coding = request.headers().joined("Content-Encoding").orElse("identity");
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw new Refusal(
                        415,
                        "Cannot read the request's body: its content coding " + Quote.of(coding)
                                + " is not known; send it plain or with gzip.",
                        new Header("Accept-Encoding", "gzip, identity"));
        };
    }

    /** Base64 makes four bytes of three. */
    private long plainLimit() {
        long triples = limits.maxFileSize() / 3 + 1;
        return Math.min(triples, Long.MAX_VALUE / 8) * 4 + limits.maxDocumentSize();
    }

    @Override
    public int read() throws IOException {
        return OneByte.of(this);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = decoded().read(buffer, offset, length);
        if (read < 0 && count < least) {
            // Not every server's stream fails where the client went away, and half a file must not be stored as a whole
            // one.
            throw new EOFException("The body ends before its Content-Length");
        }
        count += Math.max(0, read);
        if (count > limit) {
            throw new TooLargeException(
                    "Cannot read the request's body: it is larger than the " + limit + " bytes that are accepted.");
        }
        return read;
    }

    private InputStream decoded() throws IOException {
        InputStream stream = decoded;
        if (stream == null) {
            boolean gzip = isGzip();
            stream = gzip ? new Gunzip(request.body(), 8_192) : request.body();
            // A coded body has a length of its own inside.
            least = gzip ? 0 : announced();
            limit = gzip ? limits.maxDocumentSize() : plainLimit();
            decoded = stream;
        }
        return stream;
    }
}
