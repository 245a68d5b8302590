package io.artispace.http.jdk;

import io.artispace.exchange.HeaderLookup;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request (RFC 9112). It is read strictly: what servers could read in different ways is refused, or a proxy before this one
 * would take for one request what is two here. Used by one thread at a time.
 */
final class RequestHead implements HeaderLookup {
    /** The length of a body that comes in chunks. */
    static final long CHUNKED = -1;

    /** Those of the same name count, too: each costs as much as there are before it. */
    private static final int MOST_HEADERS = 200;
    /** Longer numbers may be too large for a long. */
    private static final int MOST_DIGITS = 18;

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private final String method;
    private final URI target;
    private final boolean isOfHttp10;
    private final List<String> names = new ArrayList<>();
    private final List<List<String>> values = new ArrayList<>();
    private final long bodyLength;

    private RequestHead(byte[] bytes, int from, int end) throws MalformedRequestException {
        int lineEnd = lineEnd(bytes, from);
        String[] parts = text(bytes, from, lineEnd).split(" ", -1);
        if (parts.length != 3 || !isToken(parts[0])) {
            throw malformed("its first line is not a method, a target and a version");
        }
        this.method = parts[0];
        this.target = target(parts[1]);
        this.isOfHttp10 = parts[2].equals("HTTP/1.0");
        if (!isOfHttp10 && !parts[2].equals("HTTP/1.1")) {
            throw parts[2].startsWith("HTTP/")
                    ? new MalformedRequestException(505, "This server speaks HTTP/1.1.")
                    : malformed("it is not of HTTP");
        }
        int lines = 0;
        for (int start = lineEnd + 2; start < end; start = lineEnd + 2) {
            if (++lines > MOST_HEADERS) {
                throw new MalformedRequestException(431, "The request has more than " + MOST_HEADERS + " headers.");
            }
            lineEnd = lineEnd(bytes, start);
            addHeader(bytes, start, lineEnd);
        }
        this.bodyLength = length();
    }

    /**
     * Reads a head.
     *
     * @param from where its first line begins
     * @param end where the empty line behind it begins; each of its lines ends with CR and LF
     */
    static RequestHead parse(byte[] bytes, int from, int end) throws MalformedRequestException {
        return new RequestHead(bytes, from, end);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at - 1;
    }

    private static URI target(String text) throws MalformedRequestException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed("its target is not a URI");
        }
    }

    private void addHeader(byte[] bytes, int from, int end) throws MalformedRequestException {
        int colon = from;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        String name = text(bytes, from, colon);
        // A line that continues the one before begins with white space, which is in no name.
        if (colon == end || !isToken(name)) {
            throw malformed("a line of its head is not a header");
        }
        String value = text(bytes, colon + 1, end).strip();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                List<String> all = new ArrayList<>(values.get(i));
                all.add(value);
                values.set(i, all);
                return;
            }
        }
        names.add(name);
        values.add(List.of(value));
    }

    /** Refuses controls: some servers end a line at one of them. */
    private static String text(byte[] bytes, int from, int end) throws MalformedRequestException {
        for (int i = from; i < end; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' || bytes[i] == 0x7f) {
                throw malformed("there is a control character in its head");
            }
        }
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            boolean isLetterOrDigit =
                    sign >= 'a' && sign <= 'z' || sign >= 'A' && sign <= 'Z' || sign >= '0' && sign <= '9';
            if (!isLetterOrDigit && TOKEN_SIGNS.indexOf(sign) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private long length() throws MalformedRequestException {
        List<String> hosts = values("Host");
        if (!isOfHttp10 && (hosts == null || hosts.size() > 1)) {
            throw malformed("it does not say one host");
        }
        List<String> encodings = values("Transfer-Encoding");
        List<String> lengths = values("Content-Length");
        if (encodings == null) {
            return lengths == null ? 0 : number(lengths);
        }
        if (lengths != null || isOfHttp10) {
            throw malformed("it is not clear where its body ends");
        }
        if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked")) {
            throw new MalformedRequestException(501, "This server knows no Transfer-Encoding but chunked.");
        }
        return CHUNKED;
    }

    private static long number(List<String> lengths) throws MalformedRequestException {
        String digits = lengths.get(0);
        if (lengths.size() > 1
                || digits.isEmpty()
                || digits.length() > MOST_DIGITS
                || !digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw malformed("its Content-Length is not a number");
        }
        return Long.parseLong(digits);
    }

    private static MalformedRequestException malformed(String why) {
        return new MalformedRequestException(400, "The request is malformed: " + why + ".");
    }

    String method() {
        return method;
    }

    /** What is asked for, as it was sent. */
    URI target() {
        return target;
    }

    /** The bytes of the body, none if there is no body; or {@link #CHUNKED}. */
    long bodyLength() {
        return bodyLength;
    }

    /** Tells whether the client asks that the connection ends with the answer, or speaks a version in which each does. */
    boolean isLast() {
        return isOfHttp10 || hasToken("Connection", "close");
    }

    /** Tells whether the client waits with the body until it is told to continue. */
    boolean expectsToContinue() {
        return !isOfHttp10 && hasToken("Expect", "100-continue");
    }

    private boolean hasToken(String header, String token) {
        List<String> all = values(header);
        if (all == null) {
            return false;
        }
        for (String value : all) {
            for (String part : value.split(",", -1)) {
                if (part.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** {@inheritDoc} A request has few headers, so comparing their names costs less than a map. */
    @Override
    public @Nullable List<String> values(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }
}
