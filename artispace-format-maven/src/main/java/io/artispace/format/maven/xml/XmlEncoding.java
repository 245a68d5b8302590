package io.artispace.format.maven.xml;

import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[ \t\r\n][^?]*\\bencoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'?]*)");

    /**
     * Looks at a document.
     *
     * @param begin its first bytes, {@link #DECLARATION} at most
     * @throws XMLStreamException if it declares an encoding that is not known
     */
    static XmlEncoding of(byte[] begin) throws XMLStreamException {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00fe\u00ff") || text.startsWith("\u00ff\u00fe")) {
            return new XmlEncoding(StandardCharsets.UTF_16, 0);
        }
        if (text.startsWith("\0<")) {
            return new XmlEncoding(StandardCharsets.UTF_16BE, 0);
        }
        if (text.startsWith("<\0")) {
            return new XmlEncoding(StandardCharsets.UTF_16LE, 0);
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
