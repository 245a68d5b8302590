package io.artispace.format.maven.xml;

import java.nio.charset.StandardCharsets;

/** Writes the XML documents of a repository: elements and text, escaped, in UTF-8. */
public final class XmlText {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    public XmlText open(String name) {
        indent().append('<').append(name).append(">\n");
        depth++;
        return this;
    }

    public XmlText close(String name) {
        depth--;
        indent().append("</").append(name).append(">\n");
        return this;
    }

    public XmlText element(String name, String text) {
        indent().append('<').append(name).append('>');
        escape(text, out);
        out.append("</").append(name).append(">\n");
        return this;
    }

    public byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private StringBuilder indent() {
        return out.append("  ".repeat(depth));
    }

    /** Escapes text for XML and HTML, also within quotes; characters that XML cannot hold become {@code ?}. */
    public static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c < ' ' && c != '\n' && c != '\t' || c == '\uFFFE' || c == '\uFFFF' ? '?' : c);
            }
        }
    }
}
