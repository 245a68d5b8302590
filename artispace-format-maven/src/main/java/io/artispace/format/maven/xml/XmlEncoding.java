package io.artispace.format.maven.xml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;

/**
 * Says how a document is encoded, if that is UTF-8, UTF-16 or ASCII, as nearly always. Such a document is decoded here, because the JDK's
 * parser writes to {@link System#err} of bytes that are no text in these.
 *
 * @param charset how its characters are encoded
 * @param mark how many bytes stand before what the character set can decode
 */
record XmlEncoding(Charset charset, int mark) {
    /** Where a declaration ends, unless somebody made it long on purpose. */
    static final int DECLARATION = 1024;

    private static final String MARK = "\u00ef\u00bb\u00bf";
    /** How a document begins that has four bytes a character, or is in EBCDIC. */
    private static final List<String> OTHERS =
            List.of("\0\0\0<", "<\0\0\0", "\0\0\u00fe\u00ff", "\u00ff\u00fe\0\0", "Lo\u00a7\u0094");

    private static final Map<String, Charset> WIDE = Map.of(
            "\0<\0?", StandardCharsets.UTF_16BE,
            "<\0?\0", StandardCharsets.UTF_16LE,
            "\u00fe\u00ff", StandardCharsets.UTF_16,
            "\u00ff\u00fe", StandardCharsets.UTF_16);
    private static final Pattern DECLARED =
            Pattern.compile("<\\?xml[ \t\r\n][^?]*\\bencoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'?]*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final Map<String, Charset> DECODED =
            Map.of("utf-8", StandardCharsets.UTF_8, "us-ascii", StandardCharsets.US_ASCII);

    /**
     * Looks at a document.
     *
     * @param begin its first bytes, {@link #DECLARATION} at most
     * @return its encoding; empty if it is another one
     * @throws XMLStreamException if it declares what cannot be one
     */
    static Optional<XmlEncoding> of(byte[] begin) throws XMLStreamException {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (OTHERS.stream().anyMatch(text::startsWith)) {
            return Optional.empty();
        }
        for (Map.Entry<String, Charset> wide : WIDE.entrySet()) {
            if (text.startsWith(wide.getKey())) {
                return Optional.of(new XmlEncoding(wide.getValue(), 0));
            }
        }
        int mark = text.startsWith(MARK) ? MARK.length() : 0;
        Matcher declared = DECLARED.matcher(text.substring(mark));
        if (!declared.lookingAt()) {
            return Optional.of(new XmlEncoding(StandardCharsets.UTF_8, mark));
        }
        String name = declared.group(1);
        if (!NAME.matcher(name).matches()) {
            throw new XMLStreamException("The encoding has no name");
        }
        return Optional.ofNullable(DECODED.get(name.toLowerCase(Locale.ROOT)))
                .map(charset -> new XmlEncoding(charset, mark));
    }
}
