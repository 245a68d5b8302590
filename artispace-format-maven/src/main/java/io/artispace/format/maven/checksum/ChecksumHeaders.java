package io.artispace.format.maven.checksum;

import io.artispace.InvalidInputException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import io.artispace.format.maven.layout.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers that name a file's checksums: in answers they spare Maven 3.9 and 4 the requests for checksums, which are half of all
 * their requests; in uploads they tell what the client means to send.
 */
public final class ChecksumHeaders {
    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();

    private static final Pattern ETAG = Pattern.compile("\\{SHA1\\{([0-9A-Fa-f]{40})\\}\\}");

    private ChecksumHeaders() {}

    /** Adds those of the file's checksums that are known without reading it. */
    public static Response add(Response response, Digests digests) {
        List<Header> headers = new ArrayList<>(response.headers().size() + ALGORITHMS.length);
        headers.addAll(response.headers());
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            digests.find(algorithm).ifPresent(digest -> headers.add(new Header(name(algorithm), digest.hex())));
        }
        return new Response(response.status(), headers, response.body(), response.hasBody());
    }

    /**
     * Compares a file with the checksums that came with it.
     *
     * @param actual the file's digests
     * @throws InvalidInputException if one does not agree, or is no checksum
     */
    public static void check(HeaderLookup headers, Location.File file, Function<DigestAlgorithm, Digest> actual) {
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            headers.first(name(algorithm)).ifPresent(sent -> {
                Digest claimed = Checksums.parse(algorithm, name(algorithm), sent);
                ExpectedChecksums.compare(file, claimed, actual.apply(algorithm));
            });
        }
    }

    /**
     * Reads the checksums that another repository sends along with a file: in headers as here, in those of Google's storage, or in an
     * {@code ETag} such as <code>"{SHA1{hex}}"</code>. What is no checksum is left out.
     */
    public static List<Digest> read(HeaderLookup headers) {
        List<Digest> digests = new ArrayList<>();
        Matcher tag = ETAG.matcher(headers.first("ETag").orElse(""));
        String tagged = tag.find() ? tag.group(1) : "";
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            String own = name(algorithm);
            headers.first(own)
                    .or(() -> headers.first(
                            "x-goog-meta-" + own.substring("X-".length()).toLowerCase(Locale.ROOT)))
                    .or(() -> own.endsWith("-Sha1") ? Optional.of(tagged) : Optional.empty())
                    .flatMap(value -> Checksums.find(algorithm, value))
                    .ifPresent(digests::add);
        }
        return digests;
    }

    /** The header's name, such as {@code X-Checksum-Sha1}. */
    public static String name(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> "X-Checksum-Sha1";
            case MD5 -> "X-Checksum-Md5";
            case SHA256 -> "X-Checksum-Sha256";
            case SHA512 -> "X-Checksum-Sha512";
        };
    }
}
