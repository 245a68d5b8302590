package io.artispace.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The class path of a program with SQLite, files, Maven and npm: each entry of one is opened before the first class is found, and that of
 * the benchmarks has several times as many.
 */
final class EmbedderClassPath {
    private static final List<String> ARTIFACTS = List.of(
            "artispace-api",
            "artispace-core",
            "artispace-metadata-jdbc",
            "artispace-storage-fs",
            "artispace-format-maven",
            "artispace-format-npm",
            "slf4j-api",
            "jackson-core",
            "jackson-databind",
            "jackson-annotations",
            "jdbi3-core",
            "geantyref",
            "HikariCP",
            "sqlite-jdbc");

    /** The program itself. */
    private static final List<String> PROGRAM = List.of("artispace-benchmarks", "benchmarks");

    private EmbedderClassPath() {}

    /**
     * Returns what such a program has of a class path, in the same order, all of it as jars.
     *
     * @param directory where what is none becomes one
     */
    static String of(String classPath, Path directory) {
        List<String> entries = Arrays.asList(classPath.split(File.pathSeparator));
        for (String artifact : ARTIFACTS) {
            if (entries.stream().noneMatch(entry -> isOf(artifact, entry))) {
                throw new IllegalStateException(artifact + " is not on the class path " + classPath);
            }
        }
        return entries.stream()
                .filter(entry -> ARTIFACTS.stream().anyMatch(artifact -> isOf(artifact, entry))
                        || PROGRAM.stream().anyMatch(artifact -> isOf(artifact, entry)))
                .map(entry -> new File(entry).isDirectory() ? jar(entry, directory) : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(String classes, Path directory) {
        String jar = directory
                .resolve(Integer.toHexString(classes.hashCode()) + ".jar")
                .toString();
        ToolProvider packer = ToolProvider.findFirst("jar").orElseThrow();
        if (packer.run(System.out, System.err, "--create", "--file", jar, "-C", classes, ".") != 0) {
            throw new IllegalStateException("Cannot make a jar of " + classes);
        }
        return jar;
    }

    /** Tells whether an entry is an artifact's jar, or the classes of the module of that name. */
    private static boolean isOf(String artifact, String entry) {
        File file = new File(entry);
        return file.getName().matches(artifact + "-[0-9].*\\.jar")
                || entry.endsWith(String.join(File.separator, "", artifact, "target", "classes"));
    }
}
