package io.artispace.format.maven.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.version.MavenVersion;
import io.artispace.format.maven.version.VersionRange;

/**
 * A profile of a POM. Of those that nobody names, one counts here that is active by default, for the JDK that runs this program, or because
 * a property is not set; what depends on files or on the operating system does not.
 *
 * @param byDefault whether it is active where no other one of its POM is
 * @param jdk the JDKs it is for: a prefix of the version, a prefix after {@code !}, or a range; empty for any
 * @param property the property it depends on, after {@code !} if it must not be set; empty for none
 * @param otherwise whether it depends on something else
 * @param part what it adds
 */
record ModelProfile(boolean byDefault, String jdk, String property, boolean otherwise, ModelPart part) {
    /** Whether it is active whatever the other profiles are. */
    boolean isActive(String javaVersion) {
        boolean conditional = !jdk.isEmpty() || !property.isEmpty();
        return conditional
                && !otherwise
                && (jdk.isEmpty() || isFor(javaVersion))
                && (property.isEmpty() || property.startsWith("!"));
    }

    private boolean isFor(String javaVersion) {
        if (VersionRange.isRange(jdk)) {
            try {
                return VersionRange.parse(jdk).contains(MavenVersion.of(javaVersion.replaceAll("[^0-9.].*", "")));
            } catch (InvalidInputException malformed) {
                return false;
            }
        }
        return jdk.startsWith("!") ? !javaVersion.startsWith(jdk.substring(1)) : javaVersion.startsWith(jdk);
    }
}
