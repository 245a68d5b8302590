package io.artispace.access;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Who asks. Hosts that authenticate on their own make one for each request; otherwise ArtiSpace makes it from the credentials.
 * Immutable.
 *
 * @param name the user's name; {@code anonymous} and {@code host} for the callers that are no users
 * @param kind what kind of caller it is
 * @param role the most it may do
 * @param scope the scope of the token it came with; a scope of {@link Role#ADMIN} without limits where it came with none
 * @param attributes what the host's own {@link AccessPolicy} wants to know of it
 */
public record Caller(String name, Kind kind, Role role, TokenScope scope, Map<String, String> attributes) {
    private static final TokenScope UNLIMITED = TokenScope.of(Role.ADMIN);
    private static final Caller HOST = new Caller("host", Kind.HOST, Role.ADMIN, UNLIMITED, Map.of());
    private static final Caller ANONYMOUS = new Caller("anonymous", Kind.ANONYMOUS, Role.NONE, UNLIMITED, Map.of());

    /** What kind of caller it is. */
    public enum Kind {
        /** The program that embeds the registry, calling Java without naming anybody. */
        HOST,
        /** Somebody who was authenticated. */
        USER,
        /** Somebody who sent no credentials. */
        ANONYMOUS
    }

    /** Copies the attributes. */
    public Caller {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(role, "role");
        requireNonNull(scope, "scope");
        attributes = Map.copyOf(attributes);
    }

    /**
     * The program that embeds the registry.
     *
     * @return the caller that may do everything
     */
    public static Caller host() {
        return HOST;
    }

    /**
     * Somebody who sent no credentials.
     *
     * @return the caller that may do what is allowed to anyone
     */
    public static Caller anonymous() {
        return ANONYMOUS;
    }

    /**
     * Somebody the host has authenticated.
     *
     * @param name the name
     * @param role the most it may do
     * @return the caller
     */
    public static Caller user(String name, Role role) {
        return new Caller(name, Kind.USER, role, UNLIMITED, Map.of());
    }

    /** {@return whether the caller sent no credentials} */
    public boolean isAnonymous() {
        return kind == Kind.ANONYMOUS;
    }
}
