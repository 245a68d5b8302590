package io.artispace.upstream;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy of the host's network through which an upstream is asked, where it cannot be reached directly. Immutable.
 *
 * <p>An upstream with {@code https} is asked through a tunnel ({@code CONNECT}). When the JDK opens one, it sends the proxy a user and
 * password only if the program was started with {@code -Djdk.http.auth.tunneling.disabledSchemes=} (and nothing after the sign); a
 * library must not change that default.
 *
 * @param host its name or address, without brackets
 * @param port its port, 1 to 65535
 * @param credentials what it is shown; null for nothing
 */
public record ForwardProxy(String host, int port, @Nullable Credentials credentials) {
    /**
     * Checks host and port.
     *
     * @throws InvalidInputException if there is no host, or no such port, or the credentials are a header
     */
    public ForwardProxy {
        requireNonNull(host, "host");
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new InvalidInputException("A HTTP proxy needs the name or address of a host, not "
                    + Quote.of(host.contains("@") ? "***" : host) + ".");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidInputException("A HTTP proxy's port is 1 to 65535, not " + port + ".");
        }
        if (credentials != null
                && !(credentials.headerName().equals("Authorization")
                        && credentials.more().isEmpty())) {
            throw new InvalidInputException(
                    "A HTTP proxy is shown a user and a password, or a token, and no header of another name.");
        }
    }

    /**
     * A proxy that is shown nothing.
     *
     * @param host see {@link #host()}
     * @param port see {@link #port()}
     * @return the proxy
     * @throws InvalidInputException if there is no host, or no such port
     */
    public static ForwardProxy at(String host, int port) {
        return new ForwardProxy(host, port, null);
    }

    /**
     * Sets what the proxy is shown.
     *
     * @param other the credentials
     * @return a changed copy
     * @throws InvalidInputException if they are a header
     */
    public ForwardProxy withCredentials(Credentials other) {
        return new ForwardProxy(host, port, other);
    }

    /** {@return what the proxy is shown; empty if there are none} */
    public Optional<Credentials> authentication() {
        return Optional.ofNullable(credentials);
    }
}
