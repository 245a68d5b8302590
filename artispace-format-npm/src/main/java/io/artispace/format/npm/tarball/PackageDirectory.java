package io.artispace.format.npm.tarball;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Packs a directory into a tarball: the same files, in the same order, with the same bytes, whenever and wherever it is done. */
public final class PackageDirectory {
    private static final Set<String> LEFT_OUT =
            Set.of("node_modules", ".git", ".svn", ".hg", "CVS", ".npmrc", ".DS_Store");

    private PackageDirectory() {}

    /** Writes the tarball of a directory. */
    public static void pack(Path directory, OutputStream out) throws IOException {
        if (!Files.isRegularFile(directory.resolve("package.json"))) {
            throw new InvalidInputException(
                    "Cannot publish the directory " + Quote.of(directory) + ": it has no package.json.");
        }
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        TarWriter tar = new TarWriter(compressed);
        for (Map.Entry<String, Path> file : files(directory).entrySet()) {
            tar.write("package/" + file.getKey(), file.getValue(), isProgram(file.getValue()));
        }
        tar.finish();
        compressed.finish();
    }

    private static Map<String, Path> files(Path directory) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean leftOut = !visited.equals(directory) && isLeftOut(visited);
                return leftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isLeftOut(file)) {
                    String path = directory.relativize(file).toString();
                    files.put(path.replace(file.getFileSystem().getSeparator(), "/"), file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isLeftOut(Path path) {
        return LEFT_OUT.contains(String.valueOf(path.getFileName()));
    }

    /** By its first bytes rather than its permissions, which depend on the system. */
    private static boolean isProgram(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.read() == '#' && in.read() == '!';
        }
    }
}
