package io.artispace.core.upstream;

import io.artispace.exchange.HeaderLookup;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What an upstream answered: 200, 304 or an absence. Whoever gets it closes it.
 *
 * @param status its status
 * @param fields its headers
 * @param body its body: reading it fails when nothing comes for too long
 */
public record Reply(int status, HttpHeaders fields, InputStream body) implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    /** Tells whether there is no such thing. */
    public boolean isAbsent() {
        return status == 404 || status == 410;
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        return fields.firstValue(name);
    }

    /** The length of the body; empty if the upstream does not tell. */
    public OptionalLong length() {
        return fields.firstValueAsLong("Content-Length");
    }

    /**
     * Tells whether the head says in exactly one way where the body ends, or leaves that to the end of the connection. A head that says it
     * in two ways may be understood in one way here, and in another by a proxy that has checked it before (RFC 9112, section 6.3).
     */
    boolean isOfOneLength() {
        List<String> codings = fields.allValues("Transfer-Encoding");
        List<String> lengths =
                fields.allValues("Content-Length").stream().distinct().toList();
        return codings.isEmpty()
                ? lengths.size() <= 1 && lengths.stream().allMatch(LENGTH.asMatchPredicate())
                : lengths.isEmpty() && codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
    }

    /** Returns all headers. */
    public HeaderLookup headers() {
        return name -> fields.allValues(name);
    }

    /** Tells whether the upstream says that the body is a page of HTML. */
    public boolean isHtml() {
        return header("Content-Type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    /** Tells whether the body is compressed by gzip. */
    public boolean isGzip() {
        return header("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    }

    /** When the upstream says that what was asked for last changed. */
    public Optional<Instant> lastModified() {
        return header("Last-Modified").flatMap(Reply::date);
    }

    static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
