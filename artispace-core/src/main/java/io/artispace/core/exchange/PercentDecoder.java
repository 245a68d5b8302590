package io.artispace.core.exchange;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the parts of a request target (RFC 3986 section 2.1), once and strictly: what could be read in two ways is refused. The
 * escapes must be whole and spell well-formed UTF-8, which rules out overlong forms and surrogates.
 */
final class PercentDecoder {
    private PercentDecoder() {}

    /** Decodes a path, in which {@code +} is a plus. */
    static String path(String raw) {
        return decode(raw, false);
    }

    /** Decodes a name or value of a query, in which {@code +} is a space, as HTML forms have it. */
    static String query(String raw) {
        return decode(raw, true);
    }

    private static String decode(String raw, boolean plusIsSpace) {
        boolean plain = true;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c > '~' || c == '\\' || c == '#') {
                throw refused(raw, "it holds a character that must be percent-encoded");
            }
            plain &= c != '%' && !(plusIsSpace && c == '+');
        }
        return plain ? raw : decodeEscapes(raw, plusIsSpace);
    }

    private static String decodeEscapes(String raw, boolean plusIsSpace) {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes[length++] = escape(raw, i);
                i += 2;
            } else {
                bytes[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            checkNoControls(raw, decoded);
            return decoded;
        } catch (CharacterCodingException malformed) {
            throw refused(raw, "its escapes are not well-formed UTF-8");
        }
    }

    private static byte escape(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw refused(raw, "it holds a percent sign that does not begin an escape such as %2F");
        }
        return (byte) (high << 4 | low);
    }

    private static void checkNoControls(String raw, String decoded) {
        for (int i = 0; i < decoded.length(); i++) {
            if (Character.isISOControl(decoded.charAt(i))) {
                throw refused(raw, "it holds a control character");
            }
        }
    }

    private static InvalidInputException refused(String raw, String why) {
        return new InvalidInputException("Cannot read the request target " + Quote.of(raw) + ": " + why + ".");
    }
}
