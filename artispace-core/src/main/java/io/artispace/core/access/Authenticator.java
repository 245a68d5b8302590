package io.artispace.core.access;

import io.artispace.access.Caller;
import io.artispace.access.Secret;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.exchange.Request;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Finds out who sent a request: the caller the host has authenticated, or else the owner of the credentials in {@code Authorization}.
 * Understands {@code Basic} (RFC 7617; user and password, or user and token) and {@code Bearer} (RFC 6750; a token). Thread-safe.
 */
public final class Authenticator {
    private static final int LONGEST_HEADER = 4_096;

    private final RequestAccounts accounts;

    /**
     * Creates an authenticator.
     *
     * @param accounts the users and tokens
     */
    public Authenticator(RequestAccounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Authenticates.
     *
     * @param request the request
     * @param seen what the configuration was at when it began
     * @return the caller, {@linkplain Caller#anonymous() anonymous} if no credentials came; empty if some came that are malformed, wrong,
     *     expired or revoked
     */
    public Optional<Caller> authenticate(Request request, Seen seen) {
        Caller identity = request.identity();
        if (identity != null) {
            return Optional.of(identity);
        }
        List<String> headers = request.headers().values("Authorization");
        if (headers == null || headers.isEmpty()) {
            return Optional.of(Caller.anonymous());
        }
        // Two sets of credentials would leave it to chance which of them counts.
        return headers.size() == 1 ? credentials(headers.get(0).strip(), seen) : Optional.empty();
    }

    private Optional<Caller> credentials(String header, Seen seen) {
        int space = header.indexOf(' ');
        if (space < 0 || header.length() > LONGEST_HEADER) {
            return Optional.empty();
        }
        String scheme = header.substring(0, space);
        String value = header.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Basic")) {
            return basic(value, seen);
        }
        return scheme.equalsIgnoreCase("Bearer") ? accounts.authenticate(Secret.of(value), seen) : Optional.empty();
    }

    private Optional<Caller> basic(String encoded, Seen seen) {
        return decode(encoded).flatMap(pair -> {
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : accounts.authenticate(pair.substring(0, colon), Secret.of(pair.substring(colon + 1)), seen);
        });
    }

    private static Optional<String> decode(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
