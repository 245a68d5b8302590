package io.artispace.integration.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a JVM left of the classes that it had loaded, for those that run the same program after it: to load and to check classes is a good
 * part of what a program costs that ends soon. A JVM takes of an archive what fits, and loads whatever else it needs as ever; without an
 * archive it loads all. Wiped by {@code mvn clean}. Thread-safe, for several processes, too.
 */
public final class ClassArchive {
    /** Programs are told of it in a variable that is split at spaces, and the JVM splits the option at colons. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\s:]");

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /** The archive of a program, for the JDK that runs the tests: another one would not take it. */
    public static ClassArchive of(String program) {
        return new ClassArchive(ThisBuild.clients().resolve(program + "-" + Runtime.version() + ".jsa"));
    }

    /** The options of a JVM that may use the archive; none if there is none. Nothing is said of an archive that does not fit. */
    public List<String> use() {
        return Files.exists(file)
                ? List.of("-Xlog:disable", "-Xshare:auto", "-XX:SharedArchiveFile=" + file)
                : List.of();
    }

    /** A run of a program, given its options. */
    @FunctionalInterface
    public interface Run {
        /** Runs the program to its end. */
        void with(List<String> options) throws IOException;
    }

    /** Runs a program so that it makes the archive, or, if that is there, uses it. */
    public void make(Run run) throws IOException {
        if (Files.exists(file) || UNSPEAKABLE.matcher(file.toString()).find()) {
            run.with(use());
            return;
        }
        Files.createDirectories(file.getParent());
        // Whoever else makes it at this time makes one that is as good.
        Path made = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        run.with(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + made));
        if (Files.exists(made)) {
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
