package io.artispace.format.npm.prefetch;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lock file of npm, yarn, pnpm or bun, whatever it is called: which it is, is told by how it begins. */
final class LockFile {
    /** More than any project has. */
    private static final int MAX_PACKAGES = 200_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final String YARN_1 = "# yarn lockfile v1";

    private final Map<String, LockedPackage> found = new LinkedHashMap<>();

    private LockFile() {}

    /**
     * Reads a file: every version once, in the order of the file.
     *
     * @throws InvalidInputException if it cannot be read
     */
    static List<LockedPackage> read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            skipByteOrderMark(in);
            if (isJson(in)) {
                return JsonLockReader.read(in);
            }
            LockFile lock = new LockFile();
            lock.read(new LockLines(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))));
            return List.copyOf(lock.found.values());
        } catch (IOException e) {
            throw new InvalidInputException("Cannot read the lock file " + Quote.of(file) + ".", e);
        }
    }

    /** Editors of Windows write it, and the package managers take no notice of it. */
    private static void skipByteOrderMark(InputStream in) throws IOException {
        in.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            in.reset();
        }
    }

    private static boolean isJson(InputStream in) throws IOException {
        in.mark(1024);
        int first = in.read();
        for (int i = 1; i < 1000 && (first == ' ' || first == '\t' || first == '\r' || first == '\n'); i++) {
            first = in.read();
        }
        in.reset();
        return first == '{' || first == '[';
    }

    private void read(LockLines lines) throws IOException {
        boolean classic = false;
        while (lines.next()) {
            String text = lines.text();
            if (text.startsWith("#")) {
                classic |= text.equals(YARN_1);
            } else if (classic) {
                new YarnLockReader(lines, true, this::add).read();
                return;
            } else if (text.equals("__metadata:")) {
                readModernYarn(lines);
                return;
            } else if (text.startsWith("lockfileVersion:")) {
                new PnpmLockReader(lines, this::add).read();
                return;
            } else if (!text.equals("---")) {
                throw none();
            }
        }
        if (!classic) {
            throw none();
        }
    }

    private void readModernYarn(LockLines lines) throws IOException {
        if (!lines.next() || lines.indent() != 2) {
            throw none();
        }
        YarnLockReader.checkVersion(lines.value("version", ": ").orElse(""));
        new YarnLockReader(lines, false, this::add).read();
    }

    private static InvalidInputException none() {
        return new InvalidInputException(
                "This is no lock file that can be read: package-lock.json, npm-shrinkwrap.json,"
                        + " yarn.lock, bun.lock, and pnpm-lock.yaml of the lock versions 6 and 9 are.");
    }

    private void add(LockedPackage one) {
        found.putIfAbsent(one.path().value(), one);
        checkCount(found.size());
    }

    static void checkCount(int packages) {
        if (packages > MAX_PACKAGES) {
            throw new InvalidInputException("The lock file has more than " + MAX_PACKAGES + " packages.");
        }
    }
}
