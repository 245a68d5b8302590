package io.artispace;

import static java.util.Objects.requireNonNull;

import io.artispace.policy.Policies;
import java.util.HashMap;
import java.util.Map;

/**
 * A hosted repository: packages are published into it.
 *
 * <pre>{@code
 * registry.create(Hosted.named("releases").format("maven").redeploy(Redeploy.SAME_BYTES));
 * }</pre>
 *
 * @param name see {@link RepositoryDefinition#name()}
 * @param format see {@link RepositoryDefinition#format()}; empty until {@link #format(String)} was called
 * @param redeploy what a second publish of the same file may do; the same bytes again are always accepted where the format allows it
 * @param deletion who may delete through a front; a Java call without a caller always may
 * @param policies which versions are refused; the cooldown is for proxies and groups
 * @param anonymousRead see {@link RepositoryDefinition#anonymousRead()}
 * @param settings see {@link RepositoryDefinition#settings()}
 */
public record Hosted(
        String name,
        String format,
        Redeploy redeploy,
        Deletion deletion,
        Policies policies,
        boolean anonymousRead,
        Map<String, String> settings)
        implements RepositoryDefinition {
    /** Whether a published file may be replaced. */
    public enum Redeploy {
        /** Never by other bytes; the default. */
        SAME_BYTES,
        /** Other bytes take the place of the old ones, for repositories whose readers accept that. */
        ALLOWED
    }

    /** Who may delete through a front. */
    public enum Deletion {
        /** Nobody. */
        NOBODY,
        /** Callers that may administer the repository; the default. */
        ADMINISTRATORS,
        /** Every caller that may publish. */
        PUBLISHERS
    }

    /**
     * Checks the name and copies the settings.
     *
     * @throws InvalidInputException if the name is malformed, or versions are to be held back by their age
     */
    public Hosted {
        RepositoryNames.check(name);
        requireNonNull(format, "format");
        requireNonNull(redeploy, "redeploy");
        requireNonNull(deletion, "deletion");
        requireNonNull(policies, "policies");
        settings = Map.copyOf(settings);
        if (!policies.minimumAge().isZero()) {
            throw new InvalidInputException(
                    "The hosted repository " + Quote.of(name)
                            + " cannot hold versions back by their age: what is published inside is never too young. Block versions instead.");
        }
    }

    /**
     * Begins the definition of a hosted repository with the safe defaults.
     *
     * @param name its name
     * @return a definition that still needs its format
     * @throws InvalidInputException if the name is malformed
     */
    public static Hosted named(String name) {
        return new Hosted(name, "", Redeploy.SAME_BYTES, Deletion.ADMINISTRATORS, Policies.none(), false, Map.of());
    }

    /**
     * Sets the package format.
     *
     * @param format its id, such as {@code maven}
     * @return a changed copy
     */
    public Hosted format(String format) {
        return new Hosted(name, format, redeploy, deletion, policies, anonymousRead, settings);
    }

    /**
     * Sets the redeploy policy.
     *
     * @param redeploy the policy
     * @return a changed copy
     */
    public Hosted redeploy(Redeploy redeploy) {
        return new Hosted(name, format, redeploy, deletion, policies, anonymousRead, settings);
    }

    /**
     * Sets who may delete.
     *
     * @param deletion the policy
     * @return a changed copy
     */
    public Hosted deletion(Deletion deletion) {
        return new Hosted(name, format, redeploy, deletion, policies, anonymousRead, settings);
    }

    /**
     * Sets which versions are refused.
     *
     * @param policies blocks
     * @return a changed copy
     * @throws InvalidInputException if they hold versions back by their age
     */
    public Hosted policies(Policies policies) {
        return new Hosted(name, format, redeploy, deletion, policies, anonymousRead, settings);
    }

    @Override
    public Hosted readableByAnyone() {
        return new Hosted(name, format, redeploy, deletion, policies, true, settings);
    }

    @Override
    public Hosted readableByUsers() {
        return new Hosted(name, format, redeploy, deletion, policies, false, settings);
    }

    /**
     * Sets one of the format's own settings.
     *
     * @param key its name, such as {@code versions}
     * @param value its value, such as {@code snapshot}
     * @return a changed copy
     */
    public Hosted setting(String key, String value) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.put(key, value);
        return new Hosted(name, format, redeploy, deletion, policies, anonymousRead, changed);
    }
}
