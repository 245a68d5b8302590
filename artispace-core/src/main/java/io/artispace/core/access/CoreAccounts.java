package io.artispace.core.access;

import io.artispace.ConflictException;
import io.artispace.NotFoundException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.access.Caller;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.Token;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.access.User;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UserRow;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Users and tokens in the metadata store. {@link PasswordVerifier} spares most requests the slow hash, and {@link RevisionCache} keeps
 * the rows; neither holds anything that a change by another process would make wrong.
 */
public final class CoreAccounts implements RequestAccounts {
    private static final TokenScope UNLIMITED = TokenScope.of(Role.ADMIN);

    /** How long the host's own threads wait to set a password; those of requests are not kept. */
    private static final Duration HOST_PATIENCE = Duration.ofMinutes(1);

    private final MetadataStore store;
    private final InstantSource clock;
    private final ConfigurationWatch watch;
    private final PasswordVerifier passwords;
    private final TokenSecrets secrets;
    private final ScopeText scopes = new ScopeText();
    private final RevisionCache<UserRow> userRows;
    private final RevisionCache<OwnedToken> ownedTokens;
    private final Duration patience;

    /**
     * Creates the accounts of a registry.
     *
     * @param store where they are kept
     * @param clock tells when tokens expire
     * @param watch tells when rows changed
     * @param passwordIterations the work of checking a password
     */
    public CoreAccounts(MetadataStore store, InstantSource clock, ConfigurationWatch watch, int passwordIterations) {
        SecureRandom random = new SecureRandom();
        this.store = store;
        this.clock = clock;
        this.watch = watch;
        this.passwords = new PasswordVerifier(new Pbkdf2(passwordIterations, random), clock, random);
        this.secrets = new TokenSecrets(random);
        this.userRows = new RevisionCache<>(store, MetadataReader::findUser);
        this.ownedTokens = new RevisionCache<>(store, this::loadToken);
        this.patience = HOST_PATIENCE;
    }

    private CoreAccounts(CoreAccounts same, Duration patience) {
        this.store = same.store;
        this.clock = same.clock;
        this.watch = same.watch;
        this.passwords = same.passwords;
        this.secrets = same.secrets;
        this.userRows = same.userRows;
        this.ownedTokens = same.ownedTokens;
        this.patience = patience;
    }

    /** Returns the same accounts for requests: new passwords of a flood of requests are refused at once, and keep no threads waiting. */
    public CoreAccounts forRequests() {
        return new CoreAccounts(this, Duration.ZERO);
    }

    /** A token and its owner as it was at the same moment. */
    private record OwnedToken(Token token, UserRow owner) {}

    @Override
    public User createUser(String name, Secret password, Role role) {
        AccountRules.checkName(name);
        AccountRules.checkPassword(password);
        if (findUser(name).isPresent()) {
            throw exists(name);
        }
        UserRow row = new UserRow(name, passwords.hash(password, patience), role.name(), clock.instant(), Map.of());
        store.write(writer -> {
            if (writer.lockUser(name).isPresent()) {
                throw exists(name);
            }
            writer.putUser(row);
            return row;
        });
        return user(row);
    }

    private static ConflictException exists(String name) {
        return new ConflictException("Cannot create the user " + Quote.of(name)
                + ": there is one of that name. Choose another name, or" + " change that one's password and role.");
    }

    @Override
    public void setPassword(String name, Secret password) {
        AccountRules.checkPassword(password);
        String hash = passwords.hash(password, patience);
        change(name, row -> new UserRow(row.name(), hash, row.role(), row.created(), row.attributes()));
    }

    @Override
    public void setRole(String name, Role role) {
        change(name, row -> new UserRow(row.name(), row.passwordHash(), role.name(), row.created(), row.attributes()));
    }

    @Override
    public void setAttributes(String name, Map<String, String> attributes) {
        change(name, row -> {
            Map<String, String> changed = new HashMap<>(row.attributes());
            changed.putAll(attributes);
            changed.values().removeIf(String::isEmpty);
            AccountRules.checkAttributes(changed);
            return new UserRow(row.name(), row.passwordHash(), row.role(), row.created(), changed);
        });
    }

    private void change(String name, UnaryOperator<UserRow> change) {
        store.write(writer -> {
            UserRow changed = change.apply(writer.lockUser(name).orElseThrow(() -> noUser(name)));
            writer.putUser(changed);
            return changed;
        });
    }

    private static NotFoundException noUser(String name) {
        return new NotFoundException("There is no user " + Quote.of(name) + ".");
    }

    @Override
    public boolean deleteUser(String name) {
        return store.write(writer -> writer.deleteUser(name));
    }

    @Override
    public Optional<User> findUser(String name) {
        return userRows.find(name, watch::now).map(CoreAccounts::user);
    }

    @Override
    public List<User> users(String after, int limit) {
        AccountRules.checkPage(limit);
        List<UserRow> rows = store.read(reader -> reader.users(after, limit));
        return rows.stream().map(CoreAccounts::user).toList();
    }

    @Override
    public Optional<Caller> authenticate(String name, Secret password) {
        return authenticate(name, password, watch::now);
    }

    @Override
    public Optional<Caller> authenticate(String name, Secret password, Seen seen) {
        return authenticate(name, password, () -> seen);
    }

    private Optional<Caller> authenticate(String name, Secret password, Supplier<Seen> seen) {
        if (AccountRules.isTokenSecret(password)) {
            Optional<OwnedToken> owned = goodToken(password, seen)
                    .filter(token -> name.equals(token.owner().name()) || name.equals(AccountRules.OF_ANY_TOKEN));
            if (owned.isPresent()) {
                return owned.map(CoreAccounts::caller);
            }
        }
        if (!AccountRules.isPassword(password)) {
            return Optional.empty();
        }
        // A name that no user can have is not looked up, but costs the same.
        Optional<UserRow> row = AccountRules.isName(name) ? userRows.find(name, seen) : Optional.empty();
        boolean matches = passwords.matches(name, password, row.map(UserRow::passwordHash));
        return row.filter(user -> matches).map(user -> caller(user, UNLIMITED));
    }

    @Override
    public Optional<Caller> authenticate(Secret token) {
        return goodToken(token, watch::now).map(CoreAccounts::caller);
    }

    @Override
    public Optional<Caller> authenticate(Secret token, Seen seen) {
        return goodToken(token, () -> seen).map(CoreAccounts::caller);
    }

    @Override
    public IssuedToken issueToken(String user, TokenRequest request) {
        Secret given = request.secret();
        Secret secret = given == null ? secrets.create() : given;
        AccountRules.checkTokenSecret(secret);
        Instant now = clock.instant();
        Instant end = AccountRules.end(request, now);
        Map<String, String> attributes = new HashMap<>(request.attributes());
        attributes.put("prefix", TokenSecrets.shown(secret));
        AccountRules.checkAttributes(attributes);
        TokenRow row = new TokenRow(
                TokenSecrets.hash(secret),
                secrets.createId(),
                user,
                scopes.write(request.scope()),
                now,
                end,
                attributes);
        store.write(writer -> {
            if (writer.lockUser(user).isEmpty()) {
                throw noUser(user);
            }
            forgetExpired(writer, user, now);
            writer.insertToken(row);
            return row;
        });
        return new IssuedToken(token(row), secret);
    }

    /** Deletes the expired tokens of a user, which would pile up where one is issued for each build or each login. */
    private static void forgetExpired(MetadataWriter writer, String user, Instant now) {
        for (TokenRow row : writer.tokens(user)) {
            Instant end = row.expires();
            if (end != null && !now.isBefore(end)) {
                writer.deleteToken(user, row.id());
            }
        }
    }

    @Override
    public Optional<Token> findToken(Secret secret) {
        return goodToken(secret, watch::now).map(OwnedToken::token);
    }

    @Override
    public List<Token> tokens(String user) {
        List<TokenRow> rows = store.read(reader -> reader.tokens(user));
        return rows.stream().map(this::token).filter(this::isGood).toList();
    }

    @Override
    public boolean revokeToken(String user, String id) {
        return store.write(writer -> writer.deleteToken(user, id));
    }

    private Optional<OwnedToken> goodToken(Secret secret, Supplier<Seen> seen) {
        return AccountRules.isTokenSecret(secret)
                ? ownedTokens.find(TokenSecrets.hash(secret), seen).filter(owned -> isGood(owned.token()))
                : Optional.empty();
    }

    private Optional<OwnedToken> loadToken(MetadataReader reader, String hash) {
        return reader.findToken(hash)
                .flatMap(row -> reader.findUser(row.user()).map(owner -> new OwnedToken(token(row), owner)));
    }

    private boolean isGood(Token token) {
        return token.expires().isEmpty()
                || clock.instant().isBefore(token.expires().get());
    }

    private Token token(TokenRow row) {
        return new Token(
                row.id(), row.user(), scopes.read(row.scope()), row.created(), row.expires(), row.attributes());
    }

    private static Caller caller(OwnedToken owned) {
        return caller(owned.owner(), owned.token().scope());
    }

    private static Caller caller(UserRow row, TokenScope scope) {
        return new Caller(row.name(), Caller.Kind.USER, role(row), scope, row.attributes());
    }

    private static User user(UserRow row) {
        return new User(row.name(), role(row), row.created(), row.attributes());
    }

    private static Role role(UserRow row) {
        try {
            return Role.valueOf(row.role());
        } catch (IllegalArgumentException unknown) {
            throw new StorageFailedException(
                    "Cannot read the user " + Quote.of(row.name()) + ": its stored role " + Quote.of(row.role())
                            + " is unknown to this release. Set the role anew.",
                    unknown);
        }
    }
}
