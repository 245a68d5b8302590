package io.artispace.integration.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** The sources of ArtiSpace itself: a real project to build. */
public final class OwnSources {
    private static final Set<String> LEFT_OUT = Set.of(".git", "test");
    private static final Path BUILT = Path.of("target");
    private static final Path COMPILED = BUILT.resolve("classes");

    private OwnSources() {}

    /** Copies them, without their tests and without what was built. */
    public static Path copyTo(Path copy) throws IOException {
        return copyTo(copy, false);
    }

    /** Copies them with the classes that were compiled from them, and nothing else that was built. */
    public static Path copyWithClassesTo(Path copy) throws IOException {
        return copyTo(copy, true);
    }

    private static Path copyTo(Path copy, boolean withClasses) throws IOException {
        Path root = ThisBuild.root();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return isWanted(root.relativize(directory), withClasses)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = root.relativize(file);
                boolean besideClasses =
                        relative.getNameCount() > 1 && relative.getParent().endsWith(BUILT);
                if (attributes.isRegularFile() && !besideClasses) {
                    Path to = copy.resolve(relative.toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }

    /** Tells whether to look into a directory, given relative to the root. */
    private static boolean isWanted(Path directory, boolean withClasses) {
        if (directory.getNameCount() > 1 && directory.getParent().endsWith(BUILT)) {
            return directory.endsWith(COMPILED);
        }
        return directory.endsWith(BUILT)
                ? withClasses
                : !LEFT_OUT.contains(directory.getFileName().toString());
    }
}
