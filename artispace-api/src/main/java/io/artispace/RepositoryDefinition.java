package io.artispace;

import io.artispace.policy.Policies;
import java.util.Map;

/**
 * What a repository is: its kind, its name, its format and its settings. A definition is a value; it takes effect through
 * {@link Registry#create} and {@link Registry#update}, and is remembered in the metadata store. Immutable.
 */
public sealed interface RepositoryDefinition permits Hosted, Proxy, Group {
    /**
     * Returns the name.
     *
     * @return 1 to 64 characters of {@code a-z}, {@code 0-9}, {@code .}, {@code _} and {@code -}, beginning with a letter or digit
     */
    String name();

    /**
     * Returns the id of the package format.
     *
     * @return such as {@code maven}
     */
    String format();

    /**
     * Tells whether callers without credentials may read.
     *
     * @return false unless it was switched on
     */
    boolean anonymousRead();

    /**
     * Returns the format's own settings, checked by the format when the definition takes effect.
     *
     * @return such as {@code versions=release}
     */
    Map<String, String> settings();

    /**
     * Returns which versions are hidden and refused.
     *
     * @return the rules; {@link Policies#none()} unless they were set
     */
    Policies policies();
}
