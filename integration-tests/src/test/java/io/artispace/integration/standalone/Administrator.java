package io.artispace.integration.standalone;

import io.artispace.ConflictException;
import io.artispace.Registry;
import io.artispace.RegistryConfiguration;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.integration.run.HttpUser;

/**
 * Somebody who may do everything, and whose password costs next to nothing to check: that takes a program a second each time it is started,
 * and another one to set it. A program that is told the user by its command line hashes as it would for everybody.
 */
final class Administrator {
    private static final String NAME = "ci";
    private static final String PASSWORD = "secret";
    private static final int ITERATIONS = 1_000;

    private Administrator() {}

    /** Creates the user in a store, or sets its password there anew. */
    static void in(RegistryConfiguration.Builder store) {
        try (Registry registry = store.passwordIterations(ITERATIONS).open()) {
            Secret password = Secret.of(PASSWORD);
            try {
                registry.accounts().createUser(NAME, password, Role.ADMIN);
            } catch (ConflictException there) {
                registry.accounts().setPassword(NAME, password);
            }
        }
    }

    /** The option that has a program create the user. */
    static String option() {
        return NAME + ":" + PASSWORD + ":admin";
    }

    /** The user of a program. */
    static HttpUser of(StandaloneProcess running) throws Exception {
        return new HttpUser(running.address(), NAME, PASSWORD);
    }
}
