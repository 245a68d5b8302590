package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The two ways in which npm writes digests: {@code shasum}, and {@code integrity} as Subresource Integrity has it. */
public final class Integrity {
    private static final Map<String, DigestAlgorithm> ALGORITHMS =
            Map.of("sha1", DigestAlgorithm.SHA1, "sha256", DigestAlgorithm.SHA256, "sha512", DigestAlgorithm.SHA512);

    private Integrity() {}

    /** Writes the digests of a tarball into its {@code dist}. */
    static void write(Digests digests, ObjectNode dist) {
        dist.put("integrity", "sha512-" + base64(required(digests, DigestAlgorithm.SHA512)));
        dist.put("shasum", required(digests, DigestAlgorithm.SHA1).hex());
    }

    /**
     * Compares what a client says with what arrived.
     *
     * @param claims an object that may have {@code shasum} and {@code integrity}
     * @throws InvalidInputException if one of them is another digest
     */
    public static void verify(JsonNode claims, Digests digests) {
        String shasum = claims.path("shasum").asText("");
        String sha1 = required(digests, DigestAlgorithm.SHA1).hex();
        if (!shasum.isEmpty() && !shasum.toLowerCase(Locale.ROOT).equals(sha1)) {
            throw mismatch("shasum", shasum, sha1);
        }
        for (Claim claim : integrity(claims)) {
            String computed = base64(required(digests, claim.algorithm()));
            if (!claim.base64().equals(computed)) {
                throw mismatch("integrity", claim.prefix() + claim.base64(), claim.prefix() + computed);
            }
        }
    }

    /** Reads the digests that a {@code dist} claims; what cannot be read, or is of an algorithm that is not computed, is left out. */
    public static List<Digest> claims(JsonNode dist) {
        List<Digest> claims = new ArrayList<>();
        for (Claim claim : integrity(dist)) {
            try {
                claims.add(Digest.of(claim.algorithm(), Base64.getDecoder().decode(claim.base64())));
            } catch (IllegalArgumentException | InvalidInputException malformed) {
                // A malformed claim protects nobody.
            }
        }
        String shasum = dist.path("shasum").asText("").toLowerCase(Locale.ROOT);
        if (claims.isEmpty() && shasum.matches("[0-9a-f]{40}")) {
            claims.add(new Digest(DigestAlgorithm.SHA1, shasum));
        }
        return claims;
    }

    /** A digest as {@code integrity} writes it, the algorithm and a dash before it. */
    private record Claim(String prefix, DigestAlgorithm algorithm, String base64) {}

    /** Algorithms that are not computed cannot be checked and are not repeated to others. */
    private static List<Claim> integrity(JsonNode dist) {
        List<Claim> claims = new ArrayList<>();
        for (String claim : dist.path("integrity").asText("").split("\\s+")) {
            int value = claim.indexOf('-') + 1;
            DigestAlgorithm algorithm = value == 0 ? null : ALGORITHMS.get(claim.substring(0, value - 1));
            if (algorithm != null) {
                int options = claim.indexOf('?');
                claims.add(new Claim(
                        claim.substring(0, value),
                        algorithm,
                        claim.substring(value, options < 0 ? claim.length() : options)));
            }
        }
        return claims;
    }

    private static Digest required(Digests digests, DigestAlgorithm algorithm) {
        return digests.find(algorithm)
                .orElseThrow(() -> new IllegalStateException(algorithm + " was not computed, though npm asks for it"));
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }

    private static InvalidInputException mismatch(String member, String claimed, String computed) {
        return new InvalidInputException("The tarball did not arrive as it was sent: " + member + " is said to be "
                + Quote.of(claimed) + ", and is " + computed + ". Publish again.");
    }
}
