package io.artispace.exchange;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A response, ready to be written by a front. Immutable.
 *
 * <p>The front writes {@code Content-Length} from the body's length. Where {@link #hasBody()} is false (an answer to HEAD, 204,
 * 304) it writes no body, and {@code Content-Length} only if that is among the headers.
 *
 * @param status the status code of RFC 9110
 * @param headers the headers in order
 * @param body the body
 * @param hasBody whether the body is sent
 */
public record Response(int status, List<Header> headers, Body body, boolean hasBody) {
    /** Copies the headers. */
    public Response {
        headers = List.copyOf(headers);
        requireNonNull(body, "body");
    }

    /**
     * A header of a response.
     *
     * @param name the name
     * @param value the value: printable ASCII; everything else is percent-encoded as UTF-8 on construction, so that no value can end the
     *     header
     */
    public record Header(String name, String value) {
        /** Encodes the value. */
        public Header {
            requireNonNull(name, "name");
            value = HeaderValues.encode(requireNonNull(value, "value"));
        }
    }

    /**
     * Begins a response.
     *
     * @param status the status code
     * @return a builder
     */
    public static Builder status(int status) {
        return new Builder(status);
    }

    /**
     * Returns the first value of a header.
     *
     * @param name its name in any case
     * @return the value
     */
    public Optional<String> header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Begins a changed copy.
     *
     * @return a builder with everything of this response
     */
    public Builder toBuilder() {
        Builder builder = new Builder(status).body(body);
        builder.headers.addAll(headers);
        builder.hasBody = hasBody;
        return builder;
    }

    /** Builds a response. Not thread-safe. */
    public static final class Builder {
        private int status;
        private final List<Header> headers = new ArrayList<>();
        private Body body = Body.empty();
        private boolean hasBody = true;

        private Builder(int status) {
            this.status = status;
        }

        /**
         * Changes the status.
         *
         * @param status the status code
         * @return this
         */
        public Builder status(int status) {
            this.status = status;
            return this;
        }

        /**
         * Sets a header in place of any of the same name.
         *
         * @param name the name
         * @param value the value, see {@link Header}
         * @return this
         */
        public Builder header(String name, String value) {
            headers.removeIf(h -> h.name().equalsIgnoreCase(name));
            headers.add(new Header(name, value));
            return this;
        }

        /**
         * Removes a header.
         *
         * @param name the name
         * @return this
         */
        public Builder withoutHeader(String name) {
            headers.removeIf(h -> h.name().equalsIgnoreCase(name));
            return this;
        }

        /**
         * Sets the body.
         *
         * @param body the body
         * @return this
         */
        public Builder body(Body body) {
            this.body = requireNonNull(body, "body");
            return this;
        }

        /**
         * Sets a body of text in UTF-8 and its content type.
         *
         * @param contentType such as {@code text/plain; charset=utf-8}
         * @param text the text
         * @return this
         */
        public Builder text(String contentType, String text) {
            return header("Content-Type", contentType).body(Body.text(text));
        }

        /**
         * Leaves the body out, as answers to HEAD, 204 and 304 do.
         *
         * @return this
         */
        public Builder withoutBody() {
            this.hasBody = false;
            return this;
        }

        /**
         * Builds the response.
         *
         * @return the response
         */
        public Response build() {
            return new Response(status, headers, body, hasBody);
        }
    }
}
