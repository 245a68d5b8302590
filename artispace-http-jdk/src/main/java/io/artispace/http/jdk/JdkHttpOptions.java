package io.artispace.http.jdk;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JdkHttpFront} listens and what it believes. Immutable.
 *
 * <p>By default it listens on the loopback address, on any free port, tells clients the address it listens on, and trusts no header about
 * itself.
 */
public final class JdkHttpOptions {
    private final Builder given;

    private JdkHttpOptions(Builder given) {
        this.given = given;
    }

    /**
     * Begins with the default options.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the default options} */
    public static JdkHttpOptions defaults() {
        return builder().build();
    }

    /**
     * Begins a changed copy.
     *
     * @return a builder with everything of these options
     */
    public Builder toBuilder() {
        return new Builder(given);
    }

    /** {@return the name or the address of the host to listen on} */
    public String host() {
        return given.host;
    }

    /** {@return the port to listen on; 0 for any} */
    public int port() {
        return given.port;
    }

    /**
     * Returns the path below which the registry is served.
     *
     * @return empty for all of the server, else a path such as {@code /artifacts}, without a slash at its end
     */
    public String contextPath() {
        return given.contextPath;
    }

    /**
     * {@return the URL under which clients reach the registry, with a slash at its end; empty if it follows from the address}
     */
    public Optional<URI> baseUrl() {
        return Optional.ofNullable(given.baseUrl);
    }

    /** {@return whether {@code Host} is trusted to say which host clients use} */
    public boolean trustsHost() {
        return given.trustsHost;
    }

    /**
     * Tells whether {@code X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code X-Forwarded-Prefix} say how clients
     * reach the registry.
     *
     * @return whether they are trusted
     */
    public boolean trustsForwarded() {
        return given.trustsForwarded;
    }

    /** {@return the host's executor; empty if the front is to have its own threads} */
    public Optional<Executor> executor() {
        return Optional.ofNullable(given.executor);
    }

    /** {@return how many threads the front's own executor may have, and so how many requests are answered at a time} */
    public int threads() {
        return given.threads;
    }

    /** {@return how many bytes of a request's body are read and thrown away if the registry did not want it} */
    public long discardLimit() {
        return given.discardLimit;
    }

    /** {@return how long, from the answer on, a request's body that is thrown away is read at most} */
    public Duration discardTime() {
        return given.discardTime;
    }

    /** {@return how long a client may take for each 64 KiB of a body that is thrown away} */
    public Duration discardPatience() {
        return given.discardPatience;
    }

    /** {@return how long a client may keep the thread that answers it waiting without doing anything} */
    public Duration patience() {
        return given.patience;
    }

    /** {@return how long closing waits for requests that are being answered} */
    public Duration closeTimeout() {
        return given.closeTimeout;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private static final int DEFAULT_THREADS = 64;
        private static final long DEFAULT_DISCARD_LIMIT = 64L * 1024 * 1024;

        private String host = "127.0.0.1";
        private int port;
        private String contextPath = "";
        private @Nullable URI baseUrl;
        private boolean trustsHost;
        private boolean trustsForwarded;
        private @Nullable Executor executor;
        private int threads = DEFAULT_THREADS;
        private long discardLimit = DEFAULT_DISCARD_LIMIT;
        private Duration discardTime = Duration.ofMinutes(5);
        private Duration discardPatience = Duration.ofSeconds(10);
        private Duration patience = Duration.ofMinutes(1);
        private Duration closeTimeout = Duration.ofSeconds(5);

        private Builder() {}

        private Builder(Builder other) {
            this.host = other.host;
            this.port = other.port;
            this.contextPath = other.contextPath;
            this.baseUrl = other.baseUrl;
            this.trustsHost = other.trustsHost;
            this.trustsForwarded = other.trustsForwarded;
            this.executor = other.executor;
            this.threads = other.threads;
            this.discardLimit = other.discardLimit;
            this.discardTime = other.discardTime;
            this.discardPatience = other.discardPatience;
            this.patience = other.patience;
            this.closeTimeout = other.closeTimeout;
        }

        /**
         * Sets the host to listen on; {@code 127.0.0.1} by default.
         *
         * @param host a name or an address; {@code 0.0.0.0} or {@code ::} for every interface
         * @return this
         */
        public Builder host(String host) {
            this.host = requireNonNull(host, "host");
            return this;
        }

        /**
         * Sets the port to listen on; any free one by default.
         *
         * @param port 0 to 65535, 0 for any
         * @return this
         * @throws InvalidInputException if it is out of range
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new InvalidInputException("Cannot listen on port " + port + ": ports are 0 (any) to 65535.");
            }
            this.port = port;
            return this;
        }

        /**
         * Sets the path below which the registry is served; by default it has the server to itself.
         *
         * @param contextPath such as {@code /artifacts} or {@code /}
         * @return this
         * @throws InvalidInputException if it does not begin with a slash, or has other characters than RFC 3986 allows in a
         *     path without encoding
         */
        public Builder contextPath(String contextPath) {
            this.contextPath = UrlParts.contextPath(contextPath)
                    .orElseThrow(() -> new InvalidInputException("Cannot serve the registry below "
                            + Quote.of(contextPath) + ": a context path begins with a slash and has letters, digits and"
                            + " -._~ between its slashes, such as /artifacts."));
            return this;
        }

        /**
         * Sets the URL under which clients reach the registry, context path included. Documents that hold URLs begin them with it, whatever
         * a request's headers say.
         *
         * @param baseUrl an absolute URL of scheme http or https, such as {@code https://artifacts.acme.com/}
         * @return this
         * @throws InvalidInputException if it is something else
         */
        public Builder baseUrl(URI baseUrl) {
            this.baseUrl = UrlParts.baseUrl(baseUrl)
                    .orElseThrow(
                            () -> new InvalidInputException("Cannot use " + Quote.of(UrlParts.withoutSecrets(baseUrl))
                                    + " as the base URL: it must be absolute, of scheme http or https, without user, query and"
                                    + " fragment, such as https://artifacts.acme.com/."));
            return this;
        }

        /**
         * Believes {@code Host}: for servers that are reached by several names. If there is a cache in front that ignores {@code Host},
         * anybody can then put a host of their own into the documents that others get from the cache.
         *
         * @return this
         */
        public Builder trustHost() {
            this.trustsHost = true;
            return this;
        }

        /**
         * Believes {@code X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code X-Forwarded-Prefix}: for servers behind a proxy that sets
         * them itself and removes those that its clients send.
         *
         * @return this
         */
        public Builder trustForwarded() {
            this.trustsForwarded = true;
            return this;
        }

        /**
         * Runs requests on the host's executor. It is not shut down with the front, and should run a task on another thread
         * than the caller's, which is the one that accepts connections.
         *
         * @param executor the executor
         * @return this
         */
        public Builder executor(Executor executor) {
            this.executor = requireNonNull(executor, "executor");
            return this;
        }

        /**
         * Limits the front's own threads; 64 by default. They come when they are needed and go when they are not. A thread is occupied from
         * the first byte of a request to the last byte of its response; so as many slow clients as there are threads keep all others
         * waiting. Clients that do nothing at all are given up, see {@link #patience}.
         *
         * @param threads 1 or more
         * @return this
         * @throws InvalidInputException if it is less
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new InvalidInputException("Cannot answer requests with " + threads + " threads: give 1 or more.");
            }
            this.threads = threads;
            return this;
        }

        /**
         * Limits how much is read and thrown away of a body that the registry did not want; 64 MiB by default. Many clients send all of a
         * body before they read the answer, and never see it if the connection is closed before. Beyond the limit the connection is closed.
         * The limit does not apply if the answer asks for credentials (401), since Maven 4 first sends a whole file without them, and again
         * when it has read the answer; then only {@link #discardTime} ends it.
         *
         * @param bytes 0 or more
         * @return this
         * @throws InvalidInputException if it is negative
         */
        public Builder discardLimit(long bytes) {
            if (bytes < 0) {
                throw new InvalidInputException("Cannot discard " + bytes + " bytes: give 0 or more.");
            }
            this.discardLimit = bytes;
            return this;
        }

        /**
         * Sets how long such a body is read at most, from the answer on; 5 minutes by default. Then the connection is closed, since the
         * client occupies a thread of the front.
         *
         * @param discardTime more than zero
         * @return this
         * @throws InvalidInputException if it is zero or negative
         */
        public Builder discardTime(Duration discardTime) {
            this.discardTime = positive(discardTime);
            return this;
        }

        /**
         * Sets how long a client may take for each 64 KiB of such a body; 10 seconds by default. Then the connection is closed: a client
         * that sends very slowly would otherwise occupy a thread at next to no cost.
         *
         * @param discardPatience more than zero
         * @return this
         * @throws InvalidInputException if it is zero or negative
         */
        public Builder discardPatience(Duration discardPatience) {
            this.discardPatience = positive(discardPatience);
            return this;
        }

        /**
         * Sets how long a client may keep its thread waiting without doing anything; a minute by default. Within this time (and up to a
         * quarter more), the client has to send the head of a request, then each further byte of its body, and has to take each 64 KiB of
         * the answer; otherwise the connection is closed. A client that is slow but goes on is waited for.
         *
         * @param patience more than zero
         * @return this
         * @throws InvalidInputException if it is zero or negative
         */
        public Builder patience(Duration patience) {
            this.patience = positive(patience);
            return this;
        }

        private static Duration positive(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new InvalidInputException("Cannot wait for a client for " + time + ": give more than zero.");
            }
            return time;
        }

        /**
         * Sets how long {@link JdkHttpFront#close()} waits for requests that are being answered; 5 seconds by default.
         *
         * @param closeTimeout the time; zero to wait for none
         * @return this
         * @throws InvalidInputException if it is negative
         */
        public Builder closeTimeout(Duration closeTimeout) {
            if (closeTimeout.isNegative()) {
                throw new InvalidInputException(
                        "Cannot wait for requests for " + closeTimeout + ": give zero or more.");
            }
            this.closeTimeout = closeTimeout;
            return this;
        }

        /**
         * Builds the options.
         *
         * @return the options
         */
        public JdkHttpOptions build() {
            return new JdkHttpOptions(new Builder(this));
        }
    }
}
