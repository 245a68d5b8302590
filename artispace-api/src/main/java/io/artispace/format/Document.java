package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.exchange.Body;
import java.time.Instant;

/** A rendered document. Immutable: its bytes must not be changed. */
public final class Document {
    private final byte[] bytes;
    private final String contentType;
    private final String etag;
    private final Instant modified;

    /**
     * Creates a document.
     *
     * @param bytes its bytes; not copied
     * @param contentType its media type
     * @param etag its entity tag with quotes
     * @param modified when the package last changed
     */
    public Document(byte[] bytes, String contentType, String etag, Instant modified) {
        this.bytes = requireNonNull(bytes, "bytes");
        this.contentType = requireNonNull(contentType, "contentType");
        this.etag = requireNonNull(etag, "etag");
        this.modified = requireNonNull(modified, "modified");
    }

    /**
     * Returns the bytes.
     *
     * @return the document itself, shared: not to be changed
     */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Returns the document as a response's body.
     *
     * @return the body
     */
    public Body body() {
        return Body.bytes(bytes);
    }

    /**
     * Returns the media type.
     *
     * @return such as {@code text/xml}
     */
    public String contentType() {
        return contentType;
    }

    /**
     * Returns the entity tag.
     *
     * @return a strong tag, with quotes
     */
    public String etag() {
        return etag;
    }

    /**
     * Returns when the package last changed.
     *
     * @return the time
     */
    public Instant modified() {
        return modified;
    }
}
