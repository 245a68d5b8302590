package io.artispace.format.npm.tarball;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes tarballs for tests, with another implementation than ours. */
public final class Tarballs {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    private Tarballs(int longPaths) {
        tar = new TarArchiveOutputStream(bytes, "UTF-8");
        tar.setLongFileMode(longPaths);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    public static Tarballs begin() {
        return new Tarballs(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public static Tarballs beginWithLongPathsOfGnu() {
        return new Tarballs(TarArchiveOutputStream.LONGFILE_GNU);
    }

    /** A tarball of nothing but the manifest. */
    public static byte[] of(String packageJson) {
        return begin().file("package/package.json", packageJson).gzip();
    }

    /** A tarball of nothing but a manifest with this name and version. */
    public static byte[] of(String name, String version) {
        return of("{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}");
    }

    public Tarballs file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Tarballs file(String path, byte[] content) {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarArchiveEntry.LF_NORMAL, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    public Tarballs entry(String path, byte type, String linkTarget) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(linkTarget);
        return put(entry, new byte[0]);
    }

    /** Adds an extended header of the next entry. */
    public Tarballs extended(String records) {
        byte[] content = records.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("package/header", TarArchiveEntry.LF_PAX_EXTENDED_HEADER_LC, true);
        entry.setSize(content.length);
        return put(entry, content);
    }

    private Tarballs put(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setModTime(FileTime.fromMillis(0));
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the archive. */
    public byte[] plain() {
        try {
            tar.close();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends an archive that begins with an extended header, and makes that one of all entries, which the other implementation does not write
     * as it is told.
     */
    public byte[] plainAndGlobal() {
        byte[] archive = plain();
        archive[156] = 'g';
        sum(archive, 0);
        return archive;
    }

    /** Gives a header the checksum of what it holds. */
    static void sum(byte[] archive, int offset) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : archive[offset + i] & 0xff;
        }
        byte[] checksum = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, archive, offset + 148, checksum.length);
    }

    /** Ends the archive and compresses it. */
    public byte[] gzip() {
        return gzip(plain());
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
