package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of the user's local Maven repository, from which a remote registry can be made that needs no network. */
final class LocalMaven {
    private LocalMaven() {}

    /** The directory: that of the system property {@code maven.repo.local}, or where Maven has it if nobody says otherwise. */
    static Path repository() {
        String named = System.getProperty("maven.repo.local", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(named);
    }

    /** The newest version of an artifact that is there as a jar. */
    static Optional<String> newest(String group, String artifact) throws IOException {
        Path versions = repository().resolve(group.replace('.', '/')).resolve(artifact);
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> directories = Files.list(versions)) {
            List<Path> found = directories
                    .filter(version -> Files.exists(version.resolve(artifact + "-" + version.getFileName() + ".jar")))
                    .toList();
            return found.stream()
                    .max(Comparator.comparing(
                            version -> padded(version.getFileName().toString())))
                    .map(version -> version.getFileName().toString());
        }
    }

    /** Numbers of one length, so that their order as texts is that of versions. */
    private static String padded(String version) {
        StringBuilder padded = new StringBuilder();
        for (String part : version.split("(?<=\\D)|(?=\\D)")) {
            padded.append("0".repeat(Math.max(0, 8 - part.length()))).append(part);
        }
        return padded.toString();
    }
}
