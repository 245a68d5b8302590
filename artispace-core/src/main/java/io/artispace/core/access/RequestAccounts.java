package io.artispace.core.access;

import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.access.Secret;
import io.artispace.core.configuration.ConfigurationWatch.Seen;
import java.util.Optional;

/**
 * Accounts for requests. A request was told when it began what the configuration was at: whoever was let in by it may enter, and the store need not be
 * asked again.
 */
public interface RequestAccounts extends Accounts {
    /** See {@link Accounts#authenticate(String, Secret)}. */
    Optional<Caller> authenticate(String name, Secret password, Seen seen);

    /** See {@link Accounts#authenticate(Secret)}. */
    Optional<Caller> authenticate(Secret token, Seen seen);
}
