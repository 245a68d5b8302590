package io.artispace.format.maven;

import io.artispace.InvalidInputException;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The headers that name a file's checksums: in answers they spare Maven 3.9 and 4 the request for the checksum, which is half of all they
 * send; in uploads they say what the client believes that it sends.
 */
final class ChecksumHeaders {
    private static final DigestAlgorithm[] ALGORITHMS = DigestAlgorithm.values();

    private ChecksumHeaders() {}

    /** Adds those of the file's checksums that are known without reading it. */
    static Response add(Response response, Digests digests) {
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
    static void check(HeaderLookup headers, Location.File file, Function<DigestAlgorithm, Digest> actual) {
        for (DigestAlgorithm algorithm : ALGORITHMS) {
            headers.first(name(algorithm)).ifPresent(sent -> {
                Digest claimed = Checksums.parse(algorithm, name(algorithm), sent);
                ExpectedChecksums.compare(file, claimed, actual.apply(algorithm));
            });
        }
    }

    /** The header's name, such as {@code X-Checksum-Sha1}. */
    static String name(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> "X-Checksum-Sha1";
            case MD5 -> "X-Checksum-Md5";
            case SHA256 -> "X-Checksum-Sha256";
            case SHA512 -> "X-Checksum-Sha512";
        };
    }
}
