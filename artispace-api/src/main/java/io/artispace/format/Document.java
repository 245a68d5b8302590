package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.StorageFailedException;
import io.artispace.exchange.Body;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * A rendered document. Immutable.
 *
 * @param body its bytes, of which there may be many megabytes
 * @param contentType its media type, such as {@code text/xml}
 * @param etag its entity tag, a strong one, with quotes
 * @param modified when the package last changed
 */
public record Document(Body body, String contentType, String etag, Instant modified) {
    /** Checks that nothing is null. */
    public Document {
        requireNonNull(body, "body");
        requireNonNull(contentType, "contentType");
        requireNonNull(etag, "etag");
        requireNonNull(modified, "modified");
    }

    /** {@return how many bytes it has} */
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
}
