package io.artispace.format.maven;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import java.util.function.Function;

/** The headers that spare Maven 3.9 and 4 the request for the checksum, which is half of all they send. */
final class ChecksumHeaders {
    private ChecksumHeaders() {}

    static Response.Builder add(Response.Builder response, Function<DigestAlgorithm, Digest> digests) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            response.header(name(algorithm), digests.apply(algorithm).hex());
        }
        return response;
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
