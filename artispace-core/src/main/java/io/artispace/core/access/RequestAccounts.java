package io.artispace.core.access;

import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.access.Secret;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import java.util.Optional;

/**
 * Accounts for requests. A request is judged by the configuration that was in force when it began, which was looked up then: so the
 * store need not be asked again.
 */
public interface RequestAccounts extends Accounts {
    /** See {@link Accounts#authenticate(String, Secret)}. */
    Optional<Caller> authenticate(String name, Secret password, Seen seen);

    /** See {@link Accounts#authenticate(Secret)}. */
    Optional<Caller> authenticate(Secret token, Seen seen);
}
