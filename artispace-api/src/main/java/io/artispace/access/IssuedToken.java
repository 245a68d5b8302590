package io.artispace.access;

/**
 * A new token: the only moment at which its secret is known.
 *
 * @param token what is known of it
 * @param secret the secret to hand to the owner; only its hash is stored
 */
public record IssuedToken(Token token, Secret secret) {}
