package io.artispace.format.npm.tarball;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.Quote;
import io.artispace.StagedBlob;
import io.artispace.format.npm.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a package's tarball while it is published: finds the one {@code package.json} that clients will find, and refuses what
 * they might unpack differently. Nothing is unpacked. Used once.
 */
public final class TarballInspector {
    /** The most of a readme that is kept, in bytes and in characters; the public registry's limit. */
    public static final int MAX_README = 64 * 1024;

    private static final int MAX_MANIFEST = 2 * 1024 * 1024;
    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_PATH = 1024;
    private static final String MANIFEST = "package.json";
    private static final String LOCK = "npm-shrinkwrap.json";
    private static final String NATIVE = "binding.gyp";
    private static final Set<String> READMES = Set.of("readme.md", "readme.markdown", "readme", "readme.txt");

    private final TarReader tar;
    private @Nullable ObjectNode manifest;
    private int entries;
    private int files;
    private long unpackedSize;
    private boolean shrinkwrap;
    private boolean nativeSources;
    private String readme = "";
    private @Nullable String readmeFile;

    private TarballInspector(TarReader tar) {
        this.tar = tar;
    }

    /** Reads a tarball to its end. */
    public static PackedPackage inspect(StagedBlob tarball) {
        try (InputStream raw = tarball.open();
                GunzipStream unpacked = new GunzipStream(raw, tarball.size())) {
            return new TarballInspector(new TarReader(unpacked)).inspect();
        } catch (IOException e) {
            throw TarReader.refused("it is not a tar archive compressed by gzip, or is damaged");
        }
    }

    private PackedPackage inspect() throws IOException {
        for (String path = tar.next(); path != null; path = tar.next()) {
            if (++entries > MAX_ENTRIES) {
                throw TarReader.refused("it has more than " + MAX_ENTRIES + " entries");
            }
            checkPath(path);
            checkManifest(path);
            if (!tar.isDirectory()) {
                checkSpelling(path, LOCK);
                checkSpelling(path, NATIVE);
                files++;
                unpackedSize += tar.size();
                look(path);
            }
        }
        if (manifest == null) {
            throw TarReader.refused("it has no package.json in its top directory");
        }
        return new PackedPackage(manifest, files, unpackedSize, shrinkwrap, nativeSources, readme, readmeFile);
    }

    /**
     * Looks at an entry. Clients drop the first directory of its path, whatever its name. An entry without a directory is dropped by some
     * clients and kept by others.
     */
    private void look(String entry) throws IOException {
        String path = entry.substring(entry.indexOf('/') + 1);
        if (path.length() == entry.length()) {
            return;
        }
        if (path.equals(MANIFEST)) {
            readManifest();
        } else if (path.equals(LOCK)) {
            shrinkwrap = true;
        } else if (path.equals(NATIVE)) {
            nativeSources = true;
        } else if (readmeFile == null && READMES.contains(path.toLowerCase(Locale.ROOT))) {
            readmeFile = path;
            readme = new String(tar.read(MAX_README), StandardCharsets.UTF_8);
        }
    }

    /** Demands that every entry that some client on some system could take for the manifest is the one that was looked at. */
    private void checkManifest(String path) {
        boolean isManifest = ManifestPath.isLikely(path);
        if (isManifest
                        && (manifest != null
                                || tar.isDirectory()
                                || !path.substring(path.indexOf('/') + 1).equals(MANIFEST)
                                || path.equals(MANIFEST))
                || !isManifest && ManifestPath.isLikely(tar.shortPath())) {
            throw TarReader.refused("its file " + Quote.of(isManifest ? path : tar.shortPath())
                    + " is another one that some systems take for its package.json, or is not in a directory");
        }
    }

    /** Demands that what npm does because a file is there, it does on every system, so that the manifest can say it. */
    private void checkSpelling(String path, String file) {
        if (ManifestPath.isSometimes(path, file) || ManifestPath.isSometimes(tar.shortPath(), file)) {
            throw TarReader.refused("some systems take its file " + Quote.of(path) + " for " + file
                    + ", and others do not: spell it so");
        }
    }

    private void readManifest() throws IOException {
        if (tar.size() > MAX_MANIFEST) {
            throw TarReader.refused("its package.json has more than " + MAX_MANIFEST + " bytes");
        }
        // Decoded here, since the parser also takes other encodings and malformed UTF-8, in which clients see something
        // else.
        String text = TarHeader.utf8(tar.read(MAX_MANIFEST), 0, (int) tar.size(), "its package.json");
        manifest = Json.readObject(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "the package.json of the tarball");
    }

    /** Refuses paths that lead out of the directory, or that some system reads as another path. */
    private static void checkPath(String path) {
        boolean plain = !path.isEmpty()
                && path.length() <= MAX_PATH
                && !path.startsWith("/")
                && path.indexOf('\\') < 0
                && path.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        if (!plain || hasStep(path)) {
            throw TarReader.refused("the path " + Quote.of(path)
                    + " is absolute, too long, leads out of the package or holds characters that are not allowed");
        }
    }

    private static boolean hasStep(String path) {
        // A directory ends with a slash; what would be an empty segment behind it is not in the array.
        for (String segment : path.split("/")) {
            if (segment.equals("..") || segment.equals(".") || segment.isEmpty() || hasDrive(segment)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a path begins with a drive of Windows. npm removes that on any system, and so renames the file. */
    private static boolean hasDrive(String segment) {
        return segment.length() > 1 && segment.charAt(1) == ':' && Character.isLetter(segment.charAt(0));
    }
}
