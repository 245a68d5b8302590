package io.artispace.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ArtiSpace's own users and tokens, for fronts whose host brings no identity. Passwords are stored under a slow hash, tokens as their
 * SHA-256; neither can be read back. This object decides about nobody's rights: the host may call everything, and a format that calls
 * it for a caller has to check what that caller may do. Thread-safe.
 */
public interface Accounts {
    /**
     * Creates a user.
     *
     * @param name see {@link User#name()}
     * @param password 1 to 1,024 characters
     * @param role the most it may do
     * @return the user
     * @throws io.artispace.ConflictException if there is such a user
     * @throws io.artispace.InvalidInputException if name or password are not well-formed
     * @throws io.artispace.BusyException if too many passwords wait to be checked or set already; a call of the host waits a minute for its
     *     turn before, unless its thread is interrupted
     */
    User createUser(String name, Secret password, Role role);

    /**
     * Sets a user's password; its tokens stay good.
     *
     * @param name the user
     * @param password the new password
     * @throws io.artispace.NotFoundException if there is no such user
     * @throws io.artispace.BusyException if too many passwords wait to be checked or set already; a call of the host waits a minute for its
     *     turn before, unless its thread is interrupted
     */
    void setPassword(String name, Secret password);

    /**
     * Sets a user's role.
     *
     * @param name the user
     * @param role the most it may do from now on
     * @throws io.artispace.NotFoundException if there is no such user
     */
    void setRole(String name, Role role);

    /**
     * Sets attributes of a user, such as {@code email}; others stay.
     *
     * @param name the user
     * @param attributes the attributes to set; an empty value removes one
     * @throws io.artispace.NotFoundException if there is no such user
     */
    void setAttributes(String name, Map<String, String> attributes);

    /**
     * Deletes a user and its tokens.
     *
     * @param name the user
     * @return whether there was one
     */
    boolean deleteUser(String name);

    /**
     * Looks a user up.
     *
     * @param name the user
     * @return the user
     */
    Optional<User> findUser(String name);

    /**
     * Pages through the users, ordered by name.
     *
     * @param after the last name of the page before; empty to begin
     * @param limit 1 to 1,000
     * @return the users
     */
    List<User> users(String after, int limit);

    /**
     * Checks a name and a password. An unknown user costs as much time as a wrong password; a password that was right a moment ago is
     * checked again without the slow hash.
     *
     * @param name the user, or {@code token} with a token of any user; no user can have that name
     * @param password the password, or one of the user's tokens
     * @return the caller; empty if user or password are wrong
     * @throws io.artispace.BusyException if too many passwords wait to be checked already, as in a flood of wrong ones
     */
    Optional<Caller> authenticate(String name, Secret password);

    /**
     * Checks a token.
     *
     * @param token the token's secret
     * @return the caller with the token's scope; empty if it is unknown, revoked or expired
     */
    Optional<Caller> authenticate(Secret token);

    /**
     * Issues a token.
     *
     * @param user the owner
     * @param request what it should be
     * @return the token with its secret
     * @throws io.artispace.NotFoundException if there is no such user
     * @throws io.artispace.InvalidInputException if the lifetime is not positive or a given secret is too short
     */
    IssuedToken issueToken(String user, TokenRequest request);

    /**
     * Looks a token up by its secret.
     *
     * @param secret the secret
     * @return the token; empty if it is unknown, revoked or expired
     */
    Optional<Token> findToken(Secret secret);

    /**
     * Lists a user's tokens that are still good, in the order in which they were issued.
     *
     * @param user the owner
     * @return the tokens
     */
    List<Token> tokens(String user);

    /**
     * Revokes a token. It is refused from the next request on.
     *
     * @param user the owner
     * @param id {@link Token#id()}
     * @return whether there was one
     */
    boolean revokeToken(String user, String id);
}
