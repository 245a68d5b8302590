package io.artispace.format.maven.checksum;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.StorageFailedException;
import io.artispace.StoredFile;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The digests that stand in checksum files, and how those are read. */
public final class Checksums {
    private static final String SPACES = " \t\n\u000B\f\r";

    private Checksums() {}

    /**
     * Reads what a client uploaded as a checksum. Tools write it in several ways: the digest alone, in upper case, with the file's name
     * behind it ({@code sha1sum}) or before it ({@code SHA1(lib.jar)= …}).
     *
     * @throws InvalidInputException if there is no digest of that algorithm in it
     */
    public static Digest parse(DigestAlgorithm algorithm, String path, String text) {
        String after = text.substring(text.lastIndexOf('=') + 1).strip();
        String word = firstWord(after).toLowerCase(Locale.ROOT);
        try {
            return new Digest(algorithm, word);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(
                    "Cannot accept " + Quote.of(path) + ": it must hold a " + algorithm.standardName()
                            + " digest of " + algorithm.hexLength() + " hexadecimal characters, and holds "
                            + Quote.of(text.strip())
                            + ".");
        }
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && SPACES.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }

    /**
     * Reads what another repository has as a checksum, more tolerant than {@link #parse}: the digest may stand anywhere, also in groups
     * of digits.
     */
    public static Optional<Digest> find(DigestAlgorithm algorithm, String text) {
        String after = text.substring(text.lastIndexOf('=') + 1);
        Matcher hex = Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{" + algorithm.hexLength() + "}(?![0-9A-Za-z])")
                .matcher(after);
        if (hex.find()) {
            return Optional.of(new Digest(algorithm, hex.group().toLowerCase(Locale.ROOT)));
        }
        String joined = after.substring(after.lastIndexOf(':') + 1)
                .replaceAll("[\\s\\uFEFF]", "")
                .toLowerCase(Locale.ROOT);
        return joined.matches("[0-9a-f]{" + algorithm.hexLength() + "}")
                ? Optional.of(new Digest(algorithm, joined))
                : Optional.empty();
    }

    /** The digest of a stored file: from its row, or computed where the row does not have it (SHA-512 usually). */
    public static Digest of(StoredFile file, DigestAlgorithm algorithm) {
        return file.view().digests().find(algorithm).orElseGet(() -> {
            try (InputStream in = file.open()) {
                return compute(in, algorithm);
            } catch (IOException e) {
                throw new StorageFailedException(
                        "Cannot read " + Quote.of(file.path()) + " to compute its checksum. Try again.", e);
            }
        });
    }

    public static Digest compute(InputStream in, DigestAlgorithm algorithm) throws IOException {
        MessageDigest digest = algorithm.newMessageDigest();
        byte[] buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return Digest.of(algorithm, digest.digest());
    }
}
