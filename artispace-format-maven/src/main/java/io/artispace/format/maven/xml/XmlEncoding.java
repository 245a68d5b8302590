package io.artispace.format.maven.xml;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * Says how a document is encoded. It is decoded here in each case, because the JDK's parser writes to {@link System#err} of bytes that are
 * no text in what it takes the document for.
 *
 * @param charset how its characters are encoded
 * @param mark how many bytes stand before what the character set can decode
 */
record XmlEncoding(Charset charset, int mark) {
    /** Where a declaration ends, unless somebody made it long on purpose. */
    static final int DECLARATION = 1024;

    private static final String MARK = "\u00ef\u00bb\u00bf";
    /** How a declaration begins in EBCDIC, in which only it tells which of many. */
    private static final String EBCDIC = "Lo\u00a7\u0094";

    private static final Map<String, String> WIDE = wide();
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[ \t\r\n][^?]*\\bencoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'?]*)");

    /** How documents begin whose characters have two or four bytes; four first, since a mark of four begins with one of two. */
    private static Map<String, String> wide() {
        Map<String, String> wide = new LinkedHashMap<>();
        wide.put("\0\0\0<", "UTF-32BE");
        wide.put("<\0\0\0", "UTF-32LE");
        wide.put("\0\0\u00fe\u00ff", "UTF-32");
        wide.put("\u00ff\u00fe\0\0", "UTF-32");
        wide.put("\0<\0?", "UTF-16BE");
        wide.put("<\0?\0", "UTF-16LE");
        wide.put("\u00fe\u00ff", "UTF-16");
        wide.put("\u00ff\u00fe", "UTF-16");
        return wide;
    }

    /**
     * Looks at a document.
     *
     * @param begin its first bytes, {@link #DECLARATION} at most
     * @throws XMLStreamException if it declares an encoding that is not known
     */
    static XmlEncoding of(byte[] begin) throws XMLStreamException {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> wide : WIDE.entrySet()) {
            if (text.startsWith(wide.getKey())) {
                return new XmlEncoding(named(wide.getValue()), 0);
            }
        }
        if (text.startsWith(EBCDIC)) {
            text = new String(begin, named("IBM037"));
        }
        int mark = text.startsWith(MARK) ? MARK.length() : 0;
        Matcher declared = DECLARED.matcher(text.substring(mark));
        return new XmlEncoding(declared.lookingAt() ? named(declared.group(1)) : StandardCharsets.UTF_8, mark);
    }

    /** Returns a decoder: for Unicode and ASCII one that refuses what is no text, for all others one that replaces it, as Maven does. */
    CharsetDecoder decoder() {
        CharsetDecoder strict = charset.newDecoder();
        return charset.name().startsWith("U")
                ? strict
                : strict.onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    private static Charset named(String name) throws XMLStreamException {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new XMLStreamException("An encoding that is not known", e);
        }
    }
}
