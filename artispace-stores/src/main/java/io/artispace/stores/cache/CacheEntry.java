package io.artispace.stores.cache;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one copy. The file's time of modification at which it was compared with its digest is remembered: as long as the
 * file has that time and its size, it need not be compared again.
 *
 * <p>{@code lastUse} is guarded by the directory; the monitor of this object keeps two threads from reading a file to compare it.
 */
final class CacheEntry {
    private static final long NOTED_MILLIS = Duration.ofHours(1).toMillis();
    private static final int BUFFER = 128 * 1024;

    private final long size;
    private long lastUse;
    private volatile @Nullable FileTime compared;

    private CacheEntry(long size, @Nullable FileTime compared, long lastUse) {
        this.size = size;
        this.compared = compared;
        this.lastUse = lastUse;
    }

    /** Makes the entry of a copy that an earlier process left: only its size is known and, by its time, when it was used. */
    static CacheEntry unknown(long size, long lastUse) {
        return new CacheEntry(size, null, lastUse);
    }

    /** A copy that was compared while it was written. */
    static CacheEntry sound(long size, FileTime modified, long lastUse) {
        return new CacheEntry(size, modified, lastUse);
    }

    long size() {
        return size;
    }

    long lastUse() {
        return lastUse;
    }

    void use(long millis) {
        lastUse = millis;
    }

    /** Tells whether the file is what was compared, and compares it if it is not known to be; {@code now} in milliseconds. */
    boolean isSound(Path file, Digest digest, long now) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (found.size() != size) {
            return false;
        }
        FileTime modified = found.lastModifiedTime();
        boolean noted = now - modified.toMillis() < NOTED_MILLIS;
        return noted && modified.equals(compared) || compareOrNote(file, digest, now);
    }

    private synchronized boolean compareOrNote(Path file, Digest digest, long now) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        if (!modified.equals(compared)) {
            if (!holds(file, digest)) {
                return false;
            }
            compared = modified;
        }
        if (now - modified.toMillis() >= NOTED_MILLIS) {
            noteUse(file, now);
        }
        return true;
    }

    /** Notes a use. The time is read back, since the file system may have rounded it. */
    private void noteUse(Path file, long now) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
        compared = Files.getLastModifiedTime(file);
    }

    private static boolean holds(Path file, Digest digest) throws IOException {
        MessageDigest actual = DigestAlgorithm.SHA256.newMessageDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                actual.update(buffer, 0, count);
            }
        }
        return Arrays.equals(actual.digest(), digest.bytes());
    }
}
