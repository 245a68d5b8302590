package io.artispace.format.npm.tarball;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Packs files that are in memory into a tarball: the same files with the same bytes, whenever it is done. */
public final class PackageFiles {
    private PackageFiles() {}

    /**
     * Writes the tarball of files.
     *
     * @param files the content of each by its path in the package
     * @throws InvalidInputException if there is no {@code package.json} among them, or a path is malformed
     */
    public static void pack(Map<String, byte[]> files, OutputStream out) throws IOException {
        if (!files.containsKey("package.json")) {
            throw new InvalidInputException("Cannot publish " + Quote.of(new TreeMap<>(files).keySet())
                    + ": there is no package.json among these files.");
        }
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        TarWriter tar = new TarWriter(compressed);
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            byte[] content = file.getValue();
            tar.write("package/" + FilePath.of(file.getKey()), content, isProgram(content));
        }
        tar.finish();
        compressed.finish();
    }

    private static boolean isProgram(byte[] content) {
        return content.length > 1 && content[0] == '#' && content[1] == '!';
    }
}
