package io.artispace.core.proxy.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recognises a page of HTML by how it begins, since an upstream that sends one in the place of a file may say that it has any type. */
final class HtmlPage {
    private static final int LOOKED_AT = 512;
    private static final int BYTE_ORDER_MARK = 3;

    private HtmlPage() {}

    /**
     * Tells whether bytes are the beginning of a page.
     *
     * @param bytes the first of a file
     * @param count how many there are
     */
    static boolean begins(byte[] bytes, int count) {
        boolean marked = count >= BYTE_ORDER_MARK
                && bytes[0] == (byte) 0xef
                && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf;
        int from = marked ? BYTE_ORDER_MARK : 0;
        String text = new String(bytes, from, Math.min(count - from, LOOKED_AT), StandardCharsets.ISO_8859_1)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return text.startsWith("<!doctype html") || text.startsWith("<html");
    }
}
