package io.artispace.integration.packaged;

import io.artispace.integration.run.ThisBuild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What somebody who embeds ArtiSpace with SQLite, files, Maven and npm has at run time, as the embedded example lists it. */
public final class EmbedderJars {
    private EmbedderJars() {}

    /** The jars of a run-time class path: ours from their modules, all others from the local repository. */
    public static List<Path> jars() throws IOException {
        return jars("examples/embedded");
    }

    /** The jars that bytes in S3 bring along. */
    static List<Path> jarsOfS3() throws IOException {
        return jars("artispace-storage-s3");
    }

    private static List<Path> jars(String module) throws IOException {
        Path list = ThisBuild.root().resolve(module).resolve("target/runtime.classpath");
        return Arrays.stream(Files.readString(list).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** The example itself. */
    static Path example() {
        return ThisBuild.root().resolve("examples/embedded/target/artispace-embedded-" + ThisBuild.version() + ".jar");
    }

    /** The jars and the example as a class path or a module path. */
    static String path() throws IOException {
        return Stream.concat(Stream.of(example()), jars().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
