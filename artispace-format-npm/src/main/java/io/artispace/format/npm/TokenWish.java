package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Role;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what a new token should be: {@code readonly} from npm 10, names of packages and scopes with one permission from npm 11. What cannot be
 * kept is refused rather than promised.
 */
final class TokenWish {
    private static final long MAX_DAYS = 36_500;

    private TokenWish() {}

    /** Reads the body of the request. */
    static TokenRequest read(ObjectNode body, Instant now) {
        if (!body.path("cidr_whitelist").isEmpty()) {
            throw new InvalidInputException(
                    "Cannot limit a token to addresses: this registry does not check them. Limit it to packages or in time.");
        }
        Set<String> packages = packages(body);
        TokenRequest request = TokenRequest.of(new TokenScope(role(body, packages), Set.of(), packages));
        String name = body.path("name").asText("");
        if (!name.isEmpty()) {
            request = request.attribute(TokenEndpoints.NAME, name);
        }
        String description = body.path("description").asText("");
        if (!description.isEmpty()) {
            request = request.attribute(TokenEndpoints.DESCRIPTION, description);
        }
        JsonNode expires = body.path("expires");
        return expires.isMissingNode() || expires.isNull() ? request : request.expiringAfter(lifetime(expires, now));
    }

    private static Role role(ObjectNode body, Set<String> packages) {
        if (body.path("readonly").asBoolean(false)) {
            return Role.READ;
        }
        String permission = body.path("packages_and_scopes_permission").asText("");
        return switch (permission) {
            case "read-write" -> Role.WRITE;
            case "read-only" -> Role.READ;
            case "no-access" -> Role.NONE;
            // Not said: what it was before npm 11; but whoever names packages expects limits.
            case "" -> packages.isEmpty() ? Role.ADMIN : Role.READ;
            default ->
                throw new InvalidInputException(
                        Quote.of(permission) + " is not a permission: say read-only, read-write or no-access.");
        };
    }

    private static Set<String> packages(ObjectNode body) {
        if (body.path("packages_all").asBoolean(false)) {
            return Set.of();
        }
        Set<String> packages = new HashSet<>();
        body.path("packages").forEach(name -> packages.add(new NpmName(name.asText("")).value()));
        body.path("scopes").forEach(scope -> {
            String name = scope.asText("");
            packages.add(new NpmName((name.startsWith("@") ? name : "@" + name) + "/*").value());
        });
        return packages;
    }

    /** A number of days, or the day itself. */
    private static Duration lifetime(JsonNode expires, Instant now) {
        String text = expires.asText("");
        try {
            Duration lifetime = expires.isNumber() || text.matches("[0-9]{1,9}")
                    ? Duration.ofDays(Math.min(expires.asLong(), MAX_DAYS))
                    : Duration.between(now, Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
            if (lifetime.isNegative() || lifetime.isZero()) {
                throw new InvalidInputException("A token cannot expire at " + Quote.of(text) + ", before it begins.");
            }
            return lifetime;
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    Quote.of(text) + " is not a time: give a number of days, or a date such as 2030-01-31.", e);
        }
    }
}
