package io.artispace.policy;

import static java.util.Objects.requireNonNull;

import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which a repository hides and refuses versions. They hold for documents, files, search and audit alike. Immutable.
 *
 * @param minimumAge how long ago a version must have been published upstream before it is shown (the release-age cooldown); zero for no
 *     such rule. A version whose age is not known counts as published when it was first seen here. What was published into a hosted
 *     repository is never too young
 * @param exempt versions that these rules show however young they are; if a group and its member both have rules, each has to let a
 *     version through
 * @param blocks versions that are refused with a reason
 */
public record Policies(Duration minimumAge, List<VersionPattern> exempt, List<Block> blocks) {
    private static final Policies NONE = new Policies(Duration.ZERO, List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @throws InvalidInputException if the age is negative
     */
    public Policies {
        requireNonNull(minimumAge, "minimumAge");
        exempt = List.copyOf(exempt);
        blocks = List.copyOf(blocks);
        if (minimumAge.isNegative()) {
            throw new InvalidInputException("The minimum age of versions must not be negative: " + minimumAge + ".");
        }
    }

    /** {@return the policies that let everything through} */
    public static Policies none() {
        return NONE;
    }

    /**
     * Sets the release-age cooldown.
     *
     * @param age such as three days
     * @return a changed copy
     */
    public Policies minimumAge(Duration age) {
        return new Policies(age, exempt, blocks);
    }

    /**
     * Exempts versions from the cooldown.
     *
     * @param versions see {@link VersionPattern#of}
     * @return a changed copy
     */
    public Policies exempt(String versions) {
        List<VersionPattern> more = new ArrayList<>(exempt);
        more.add(VersionPattern.of(versions));
        return new Policies(minimumAge, more, blocks);
    }

    /**
     * Blocks versions.
     *
     * @param versions see {@link VersionPattern#of}
     * @param reason a sentence for the person whose build stops
     * @return a changed copy
     */
    public Policies block(String versions, String reason) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(Block.of(versions, reason));
        return new Policies(minimumAge, exempt, more);
    }

    /**
     * Finds the block that a version falls under.
     *
     * @param name the package
     * @param version the version
     * @return the first block that matches
     */
    public Optional<Block> blocking(PackageName name, String version) {
        for (Block block : blocks) {
            if (block.versions().matches(name, version)) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether a version is exempt from the cooldown.
     *
     * @param name the package
     * @param version the version
     * @return whether an exemption matches
     */
    public boolean exempts(PackageName name, String version) {
        return exempt.stream().anyMatch(pattern -> pattern.matches(name, version));
    }

    /** {@return whether everything is let through: there is neither a cooldown nor a block} */
    public boolean isEmpty() {
        return minimumAge.isZero() && blocks.isEmpty();
    }
}
