package io.artispace.format.npm.tarball;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

/** Packs files into a tarball: the same files, in the same order, with the same bytes, whenever and wherever it is done. */
public final class PackageFiles {
    private static final String MANIFEST = "package.json";
    private static final Set<String> LEFT_OUT =
            Set.of("node_modules", ".git", ".svn", ".hg", "CVS", ".npmrc", ".DS_Store");

    private PackageFiles() {}

    /**
     * Writes the tarball of a directory.
     *
     * @throws InvalidInputException if there is no {@code package.json} in it
     */
    public static void pack(Path directory, OutputStream out) throws IOException {
        if (!Files.isRegularFile(directory.resolve(MANIFEST))) {
            throw new InvalidInputException(
                    "Cannot publish the directory " + Quote.of(directory) + ": it has no package.json.");
        }
        pack(out, tar -> {
            for (Map.Entry<String, Path> file : files(directory).entrySet()) {
                tar.write("package/" + file.getKey(), file.getValue(), isProgram(file.getValue()));
            }
        });
    }

    /**
     * Writes the tarball of files that are in memory.
     *
     * @param files the content of each by its path in the package
     * @throws InvalidInputException if there is no {@code package.json} among them, or a path is malformed
     */
    public static void pack(Map<String, byte[]> files, OutputStream out) throws IOException {
        if (!files.containsKey(MANIFEST)) {
            throw new InvalidInputException("Cannot publish " + Quote.of(new TreeMap<>(files).keySet())
                    + ": there is no package.json among these files.");
        }
        pack(out, tar -> {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue();
                tar.write(
                        "package/" + FilePath.of(file.getKey()), content, isProgram(new ByteArrayInputStream(content)));
            }
        });
    }

    @FunctionalInterface
    private interface Entries {
        void write(TarWriter tar) throws IOException;
    }

    private static void pack(OutputStream out, Entries entries) throws IOException {
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        TarWriter tar = new TarWriter(compressed);
        entries.write(tar);
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

    private static boolean isProgram(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isProgram(in);
        }
    }

    /** By its first bytes rather than its permissions, which depend on the system. */
    private static boolean isProgram(InputStream in) throws IOException {
        return in.read() == '#' && in.read() == '!';
    }
}
