package io.artispace;

import static java.util.Objects.requireNonNull;

import io.artispace.policy.Policies;
import io.artispace.upstream.Upstream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A proxy repository: a cache of a remote registry. Nothing can be published into it.
 *
 * <pre>{@code
 * registry.create(Proxy.named("central").format("maven").of(URI.create("https://repo.example.org/maven2/")));
 * }</pre>
 *
 * @param name see {@link RepositoryDefinition#name()}
 * @param format see {@link RepositoryDefinition#format()}
 * @param upstream the remote registry
 * @param policies which of the upstream's versions are shown
 * @param anonymousRead see {@link RepositoryDefinition#anonymousRead()}
 * @param settings see {@link RepositoryDefinition#settings()}
 */
public record Proxy(
        String name,
        String format,
        Upstream upstream,
        Policies policies,
        boolean anonymousRead,
        Map<String, String> settings)
        implements RepositoryDefinition {
    /**
     * Checks the name and copies the settings.
     *
     * @throws InvalidInputException if the name is malformed
     */
    public Proxy {
        RepositoryNames.check(name);
        requireNonNull(format, "format");
        requireNonNull(upstream, "upstream");
        requireNonNull(policies, "policies");
        settings = Map.copyOf(settings);
    }

    /**
     * Begins the definition of a proxy.
     *
     * @param name its name
     * @return what still needs the format
     * @throws InvalidInputException if the name is malformed
     */
    public static Named named(String name) {
        return new Named(RepositoryNames.check(name), "");
    }

    /**
     * A proxy whose upstream is not set yet.
     *
     * @param name its name
     * @param format its format; empty until {@link #format(String)} was called
     */
    public record Named(String name, String format) {
        /**
         * Sets the package format.
         *
         * @param id such as {@code npm}
         * @return a changed copy
         */
        public Named format(String id) {
            return new Named(name, id);
        }

        /**
         * Sets the registry that it fetches from.
         *
         * @param upstream the registry
         * @return a proxy with no policies, which only users can read
         */
        public Proxy of(Upstream upstream) {
            return new Proxy(name, format, upstream, Policies.none(), false, Map.of());
        }

        /**
         * Sets the registry that it fetches from, asked in the default way.
         *
         * @param url see {@link Upstream#at}
         * @return a proxy with no policies, which only users can read
         * @throws InvalidInputException if it is not the URL of an upstream
         */
        public Proxy of(URI url) {
            return of(Upstream.at(url));
        }
    }

    /**
     * Sets the upstream, or how it is asked.
     *
     * @param other the upstream
     * @return a changed copy
     */
    public Proxy upstream(Upstream other) {
        return new Proxy(name, format, other, policies, anonymousRead, settings);
    }

    /**
     * Sets which versions are shown.
     *
     * @param other the rules
     * @return a changed copy
     */
    public Proxy policies(Policies other) {
        return new Proxy(name, format, upstream, other, anonymousRead, settings);
    }

    @Override
    public Proxy readableByAnyone() {
        return new Proxy(name, format, upstream, policies, true, settings);
    }

    @Override
    public Proxy readableByUsers() {
        return new Proxy(name, format, upstream, policies, false, settings);
    }

    /**
     * Sets one of the format's own settings.
     *
     * @param key its name
     * @param value its value
     * @return a changed copy
     */
    public Proxy setting(String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return new Proxy(name, format, upstream, policies, anonymousRead, changed);
    }
}
