package io.artispace.exchange;

import java.nio.charset.StandardCharsets;

/** The one encoder of header values. By RFC 9110, section 5.5, visible ASCII and spaces are safe and everything else is not. */
final class HeaderValues {
    private static final String HEX = "0123456789ABCDEF";

    private HeaderValues() {}

    static String encode(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!safe(value.charAt(i))) {
                return encodeAll(value);
            }
        }
        return value;
    }

    private static String encodeAll(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (safe(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean safe(char c) {
        return c >= ' ' && c <= '~';
    }
}
