package io.artispace.format.maven.xml;

import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML that nobody trusts; the only place where this module does. It streams, knows no DTD, and no entities but XML's own five and
 * HTML's, opens nothing, and holds limits of its own, because the JDK's differ between its versions. Elements are known by their local
 * names. Not thread-safe.
 */
public final class XmlCursor {
    public static final int MAX_BYTES = 8 * 1024 * 1024;
    /** Less than the limit that newer JDKs have of their own, so that the message is the same on all of them. */
    private static final int MAX_DEPTH = 80;

    private static final int MAX_TEXT = 16 * 1024;
    private static final int MAX_TEXTS = 32;

    /** Of elements, attributes and instructions. For each the parser takes some ten microseconds, since it has the JVM intern it. */
    private static final int MAX_NAMES = 30_000;

    private final String what;
    private final Limited bytes;
    private final XMLStreamReader reader;
    private final Set<String> names = new HashSet<>();
    private int depth;

    /**
     * Begins to read.
     *
     * @param what what is read, for messages
     * @param in the document; not closed
     */
    public XmlCursor(String what, InputStream in) {
        this.what = what;
        // Buffered, because the parser takes the first bytes one by one, and each would be read from a file.
        this.bytes = new Limited(new BufferedInputStream(in));
        try {
            reader = factory().createXMLStreamReader(decoded(XmlEncoding.of(bytes.peek(XmlEncoding.DECLARATION))));
        } catch (IOException e) {
            throw failure(new XMLStreamException(e));
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private Reader decoded(XmlEncoding encoding) throws IOException {
        bytes.skipNBytes(encoding.mark());
        return new InputStreamReader(bytes, encoding.decoder());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // To Maven, too, a prefix is a part of the name: POMs have <Xlint:-unchecked/>. And the parser looks for each
        // among all declared ones.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is opened");
        });
        return factory;
    }

    /**
     * Reads the whole document.
     *
     * @param root the name its root element must have
     * @param onChild is called at the beginning of each child of the root; it may read the child with {@link #children} or
     *     {@link #text}, and need not
     * @throws InvalidInputException if the document is malformed, of another kind, or exceeds a limit
     */
    public void read(String root, Consumer<String> onChild) {
        if (!nextElement() || !localName().equals(root)) {
            throw refuse("its root element is not <" + root + ">");
        }
        children(onChild);
        while (next() != XMLStreamConstants.END_DOCUMENT) {
            // What follows the root has to be well-formed, too.
        }
    }

    /** Reads the children of the current element and its end. */
    public void children(Consumer<String> onChild) {
        int parent = depth;
        while (nextElement()) {
            onChild.accept(localName());
            skipTo(parent);
        }
    }

    /** Reads the children of one name of the current element, and its end. */
    public void children(String name, Runnable onChild) {
        children(child -> {
            if (child.equals(name)) {
                onChild.run();
            }
        });
    }

    /** Reads the current element to its end and returns the texts of its children by their names; of very many, the first. */
    public Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        children(child -> {
            if (texts.size() < MAX_TEXTS) {
                texts.put(child, text());
            }
        });
        return texts;
    }

    /** Reads the current element to its end and returns its own text without surrounding white space; what exceeds the limit is cut. */
    public String text() {
        StringBuilder text = new StringBuilder();
        int own = depth;
        while (depth >= own) {
            int event = next();
            if (depth == own && (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA)) {
                int length = Math.min(reader.getTextLength(), MAX_TEXT - text.length());
                text.append(reader.getTextCharacters(), reader.getTextStart(), length);
            } else if (depth == own && event == XMLStreamConstants.ENTITY_REFERENCE && text.length() < MAX_TEXT) {
                text.append(HtmlEntities.character(reader.getLocalName()));
            }
        }
        return text.toString().strip();
    }

    /** Moves to the next child's beginning, or to the end of the current element. */
    private boolean nextElement() {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    private String localName() {
        String name = reader.getLocalName();
        return name.substring(name.indexOf(':') + 1);
    }

    private void skipTo(int level) {
        while (depth > level) {
            next();
        }
    }

    private int next() {
        try {
            int event = reader.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > MAX_DEPTH) {
                        throw refuse("its elements are nested deeper than " + MAX_DEPTH);
                    }
                    countName(reader.getLocalName());
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        countName(reader.getAttributeLocalName(i));
                    }
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> countName(reader.getPITarget());
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD -> throw refuse("it has a DOCTYPE, which is not allowed");
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    if (HtmlEntities.character(reader.getLocalName()) == null) {
                        throw refuse("it uses an entity that nothing defines; write the character itself");
                    }
                }
                default -> {
                    // Nothing to check.
                }
            }
            return event;
        } catch (XMLStreamException e) {
            throw failure(e);
        } catch (InvalidInputException | StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            // The JDK's parser leaves some malformed documents with an exception of its own, such as IndexOutOfBounds.
            throw new InvalidInputException(
                    "Cannot read " + what + ": it is not well-formed XML. Repair it and deploy again.", e);
        }
    }

    private void countName(String name) {
        if (names.add(name) && names.size() > MAX_NAMES) {
            throw refuse("it has more than " + MAX_NAMES + " different names");
        }
    }

    /**
     * Only line and column are told: the parser's own words may quote anything. It has I/O failures of its own as well, for bytes that are
     * no text: those of the stream are known by the stream.
     */
    private RuntimeException failure(XMLStreamException e) {
        if (e.getNestedException() instanceof TooLong) {
            return refuse("it is larger than " + MAX_BYTES + " bytes");
        }
        if (bytes.broken) {
            return new StorageFailedException("Cannot read " + what + " back after it was received. Try again.", e);
        }
        String place = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber() + ")";
        return new InvalidInputException(
                "Cannot read " + what + ": it is not well-formed XML" + place + ". Repair it and deploy again.", e);
    }

    private InvalidInputException refuse(String why) {
        return new InvalidInputException("Cannot read " + what + ": " + why + ".");
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Limited extends FilterInputStream {
        private long left = MAX_BYTES;
        private boolean broken;

        Limited(InputStream in) {
            super(in);
        }

        /** Returns the first bytes, which are then read again. */
        byte[] peek(int count) throws IOException {
            in.mark(count);
            try {
                byte[] begin = in.readNBytes(count);
                in.reset();
                return begin;
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(buffer, offset, length);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws TooLong {
            left -= bytes;
            if (left < 0) {
                throw new TooLong();
            }
        }
    }
}
