package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.Snapshots;

/** Checks that a POM belongs to the path it is deployed to. A client that mixes them up would hide one artifact behind another. */
final class PomCheck {
    private PomCheck() {}

    /**
     * Compares the coordinates. Those that the POM leaves out, or writes with a property such as {@code ${revision}}, are not compared.
     *
     * @throws InvalidInputException if the POM is of something else
     */
    static void check(Location.File file, Pom pom) {
        compare(file, "group id", pom.effectiveGroupId(), file.artifact().groupId());
        compare(file, "artifact id", pom.artifactId(), file.artifact().artifactId());
        compare(file, "version", Snapshots.baseVersion(pom.effectiveVersion()), file.version());
    }

    private static void compare(Location.File file, String what, String said, String expected) {
        if (!said.isEmpty() && !said.contains("${") && !said.equals(expected)) {
            throw new InvalidInputException(
                    "Cannot deploy " + Quote.of(file.path()) + ": its " + what + " is " + Quote.of(said)
                            + " and the path says " + Quote.of(expected) + ". Deploy the POM that belongs there.");
        }
    }
}
