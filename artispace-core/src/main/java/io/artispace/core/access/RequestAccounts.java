package io.artispace.core.access;

import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.access.Secret;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Accounts for requests. A request was told when it began which {@linkplain io.artispace.metadata.MetadataStore#dataVersion() version of the data}
 * there was: whoever was let in by it may enter, and the store need not be asked again. Where that version is empty, it is asked.
 */
public interface RequestAccounts extends Accounts {
    /** See {@link Accounts#authenticate(String, Secret)}. */
    Optional<Caller> authenticate(String name, Secret password, OptionalLong seen);

    /** See {@link Accounts#authenticate(Secret)}. */
    Optional<Caller> authenticate(Secret token, OptionalLong seen);
}
