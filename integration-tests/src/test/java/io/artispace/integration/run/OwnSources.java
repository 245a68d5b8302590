package io.artispace.integration.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** The sources of ArtiSpace itself: a real project to build. */
public final class OwnSources {
    private static final Set<String> LEFT_OUT = Set.of("target", ".git", "test");

    private OwnSources() {}

    /** Copies them, without their tests and without what was built. */
    public static Path copyTo(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(ThisBuild.root())) {
            for (Path file : files.filter(OwnSources::isWanted).toList()) {
                Path to = copy.resolve(ThisBuild.root().relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return copy;
    }

    private static boolean isWanted(Path file) {
        for (Path name : ThisBuild.root().relativize(file)) {
            if (LEFT_OUT.contains(name.toString())) {
                return false;
            }
        }
        return Files.isRegularFile(file);
    }
}
