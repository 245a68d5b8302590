package io.artispace.format.maven;

import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import java.util.ArrayList;
import java.util.List;

/** The headers that spare Maven 3.9 and 4 the request for the checksum, which is half of all they send. */
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
