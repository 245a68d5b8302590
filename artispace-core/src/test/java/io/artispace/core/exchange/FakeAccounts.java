package io.artispace.core.exchange;

import io.artispace.access.Caller;
import io.artispace.access.IssuedToken;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.Token;
import io.artispace.access.TokenRequest;
import io.artispace.access.User;
import io.artispace.core.access.RequestAccounts;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users whose password, and whose token, is their name. */
final class FakeAccounts implements RequestAccounts {
    private final Map<String, Role> roles;

    FakeAccounts(Map<String, Role> roles) {
        this.roles = roles;
    }

    @Override
    public Optional<Caller> authenticate(String name, Secret password) {
        return password.reveal().equals(name) ? authenticate(password) : Optional.empty();
    }

    @Override
    public Optional<Caller> authenticate(String name, Secret password, Seen seen) {
        return authenticate(name, password);
    }

    @Override
    public Optional<Caller> authenticate(Secret token, Seen seen) {
        return authenticate(token);
    }

    @Override
    public Optional<Caller> authenticate(Secret token) {
        return Optional.ofNullable(roles.get(token.reveal())).map(role -> Caller.user(token.reveal(), role));
    }

    @Override
    public User createUser(String name, Secret password, Role role) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setPassword(String name, Secret password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setRole(String name, Role role) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttributes(String name, Map<String, String> attributes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean deleteUser(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<User> findUser(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<User> users(String after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public IssuedToken issueToken(String user, TokenRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Token> findToken(Secret secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Token> tokens(String user) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean revokeToken(String user, String id) {
        throw new UnsupportedOperationException();
    }
}
