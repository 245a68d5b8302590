package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.StorageFailedException;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A rendered document. Immutable: its bytes must not be changed. */
public final class Document {
    private final Body body;
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
        this(Body.bytes(requireNonNull(bytes, "bytes")), contentType, etag, modified);
    }

    /**
     * Creates a document that may be too large for memory.
     *
     * @param body its bytes
     * @param contentType its media type
     * @param etag its entity tag with quotes
     * @param modified when the package last changed
     */
    public Document(Body body, String contentType, String etag, Instant modified) {
        this.body = requireNonNull(body, "body");
        this.contentType = requireNonNull(contentType, "contentType");
        this.etag = requireNonNull(etag, "etag");
        this.modified = requireNonNull(modified, "modified");
    }

    /**
     * Returns how many bytes it has.
     *
     * @return the length of {@link #body()}
     */
    public long length() {
        return body.length();
    }

    /**
     * Returns all bytes, in memory. For documents that may have many megabytes, use {@link #body()}.
     *
     * @return a new array
     * @throws StorageFailedException if they are in a file that cannot be read
     */
    public byte[] bytes() {
        try (InputStream in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StorageFailedException("Cannot read a rendered document. Ask for it again.", e);
        }
    }

    /** {@return the document as a response's body} */
    public Body body() {
        return body;
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

    /** {@return when the package last changed} */
    public Instant modified() {
        return modified;
    }
}
