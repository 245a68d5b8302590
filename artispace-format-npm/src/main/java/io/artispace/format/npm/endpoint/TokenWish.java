package io.artispace.format.npm.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Role;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.format.npm.packument.NpmName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what a new token should be: {@code readonly} from npm 10, names of packages and scopes with one permission from npm 11. Limits
 * that cannot be enforced, or are not in npm's own form, are refused. If a limit is given without a value, the strictest one is meant.
 */
final class TokenWish {
    private static final long MAX_DAYS = 36_500;
    private static final String NO_ACCESS = "no-access";

    /** A request with one of these members, even an empty one, is for a limited token. */
    private static final List<String> LIMITS = List.of("packages_all", "orgs_permission");

    private TokenWish() {}

    /** Reads the body of the request. */
    static TokenRequest read(ObjectNode body, Instant now) {
        if (!list(body, "cidr_whitelist").isEmpty()) {
            throw new InvalidInputException(
                    "Cannot limit a token to addresses: this registry does not check them. Limit it to packages or in time.");
        }
        String organisations = text(body, "orgs_permission");
        if (!list(body, "orgs").isEmpty() || !organisations.isEmpty() && !organisations.equals(NO_ACCESS)) {
            throw new InvalidInputException(
                    "Cannot limit a token to organisations: this registry has none. Limit it to packages and scopes.");
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
        if (flag(body, "readonly")) {
            return Role.READ;
        }
        String permission = text(body, "packages_and_scopes_permission");
        return switch (permission) {
            case "read-write" -> Role.WRITE;
            case "read-only" -> Role.READ;
            case NO_ACCESS -> Role.NONE;
            // Without this member, the token is one as before npm 11; but a request with any member about packages or
            // organisations expects limits.
            case "" -> packages.isEmpty() && LIMITS.stream().noneMatch(body::hasNonNull) ? Role.ADMIN : Role.READ;
            default ->
                throw new InvalidInputException(
                        Quote.of(permission) + " is not a permission: say read-only, read-write or no-access.");
        };
    }

    private static Set<String> packages(ObjectNode body) {
        JsonNode names = list(body, "packages");
        JsonNode scopes = list(body, "scopes");
        if (flag(body, "packages_all")) {
            return Set.of();
        }
        Set<String> packages = new HashSet<>();
        names.forEach(name -> packages.add(new NpmName(name.asText("")).value()));
        scopes.forEach(scope -> {
            String name = scope.asText("");
            packages.add(new NpmName((name.startsWith("@") ? name : "@" + name) + "/*").value());
        });
        return packages;
    }

    /** Returns an array; an empty one where nothing is said. */
    private static JsonNode list(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        return require(value.isArray(), value, member, "a list");
    }

    /** Returns a text; an empty one where nothing is said. */
    private static String text(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        return value.isMissingNode() || value.isNull()
                ? ""
                : require(value.isTextual(), value, member, "a text").textValue();
    }

    private static boolean flag(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        return !value.isMissingNode()
                && !value.isNull()
                && require(value.isBoolean(), value, member, "true or false").booleanValue();
    }

    private static JsonNode require(boolean right, JsonNode value, String member, String expected) {
        if (!right) {
            throw new InvalidInputException("Cannot make a token: " + Quote.of(member) + " must be " + expected + ".");
        }
        return value;
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
