package io.artispace.integration.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the build passes to the tests, by system properties that the POM sets. */
public final class ThisBuild {
    private ThisBuild() {}

    /** The directory of the parent pom. */
    public static Path root() {
        return Path.of(property("root"));
    }

    /** The version of every module. */
    public static String version() {
        return property("version");
    }

    /** Where clients under test are unpacked; wiped by {@code mvn clean}. */
    public static Path clients() {
        return Path.of(property("clients"));
    }

    /** The local repository of whoever builds, which holds every plugin that the build itself used. */
    public static Path localRepository() {
        return Path.of(property("local-repository"));
    }

    /** The home of the Maven that builds. */
    public static Path maven() {
        return Path.of(property("maven-home"));
    }

    /** The settings of whoever builds: {@code user-settings} or {@code global-settings}. */
    public static Optional<Path> settings(String kind) {
        Path file = Path.of(property(kind).substring("at:".length()));
        return Optional.of(file).filter(Files::isRegularFile);
    }

    /** The jar of the standalone example. */
    public static Path standalone() {
        return root().resolve("examples/standalone/target/artispace-standalone.jar");
    }

    /** A property of the pom, with the prefix {@code artispace.} left out. */
    public static String property(String name) {
        String value = System.getProperty("artispace." + name);
        if (value == null) {
            throw new IllegalStateException(
                    "The system property artispace." + name
                            + " is not set; run the tests with Maven, or copy the properties of failsafe from integration-tests/pom.xml.");
        }
        return value;
    }

    /** The JDK that runs the tests, given to the clients as well. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Whether this build must not leave anything out. */
    public static boolean isContinuousIntegration() {
        return Boolean.parseBoolean(System.getenv("CI"));
    }
}
