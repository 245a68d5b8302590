package io.artispace;

import io.artispace.policy.Policies;
import java.util.HashMap;
import java.util.Map;

/**
 * What a repository is: its kind, its name, its format and its settings. A definition is a value; it takes effect through
 * {@link Registry#create} and {@link Registry#update}, and is remembered in the metadata store. Immutable.
 */
public sealed interface RepositoryDefinition permits Hosted, Proxy, Group {
    /** The setting of {@link #redirectsDownloads()}, which repositories of every format can have. */
    String DOWNLOADS = "downloads";

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

    /** {@return whether callers without credentials may read; false unless it was switched on} */
    boolean anonymousRead();

    /**
     * Lets callers without credentials read.
     *
     * @return a changed copy
     */
    RepositoryDefinition readableByAnyone();

    /**
     * Lets only callers with credentials read.
     *
     * @return a changed copy
     */
    RepositoryDefinition readableByUsers();

    /**
     * Returns the settings: the format's own, checked by the format when the definition takes effect, and {@value #DOWNLOADS}.
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

    /**
     * Tells whether a download of a file may be answered with a redirect to the blob store, where that offers links: the setting {@value
     * #DOWNLOADS} with the value {@code redirect}. It takes the bytes off this process, but not every client follows a redirect, some send
     * their credentials along, and the bytes are then checked by the store and by the client, not by the registry.
     *
     * @return false unless it was switched on
     * @throws InvalidInputException if the setting has a value other than {@code redirect} and {@code direct}
     */
    default boolean redirectsDownloads() {
        String value = settings().getOrDefault(DOWNLOADS, "direct");
        return switch (value) {
            case "direct" -> false;
            case "redirect" -> true;
            default ->
                throw new InvalidInputException("The repository " + Quote.of(name())
                        + " cannot have the setting " + DOWNLOADS + "=" + Quote.of(value)
                        + "; it can be direct or redirect.");
        };
    }

    /**
     * Returns the settings that are the format's own.
     *
     * @return {@link #settings()} without those that the registry knows for all formats
     */
    default Map<String, String> formatSettings() {
        if (!settings().containsKey(DOWNLOADS)) {
            return settings();
        }
        Map<String, String> own = new HashMap<>(settings());
        own.remove(DOWNLOADS);
        return Map.copyOf(own);
    }
}
