package io.artispace.core.access;

import io.artispace.access.Secret;
import io.artispace.blob.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** How the secrets of tokens are made, recognised and stored. Thread-safe. */
final class TokenSecrets {
    /** The fewest characters that can hold 256 bits in base64; anything shorter is no token. */
    static final int MIN_LENGTH = 43;

    /** Lets scanners of source code and logs recognise a token that leaked. */
    private static final String PREFIX = "asp_";

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 16;
    private static final int SHOWN = 8;

    private final SecureRandom random;

    TokenSecrets(SecureRandom random) {
        this.random = random;
    }

    /** Returns a new secret of 256 random bits. */
    Secret create() {
        return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES)));
    }

    /** Returns a new public name of a token, which reveals nothing of its secret. */
    String createId() {
        return HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    /** Returns what is stored of a secret. A fast hash is enough, since secrets are too long to be guessed. */
    static String hash(Secret secret) {
        byte[] revealed = secret.reveal().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA256.newMessageDigest().digest(revealed));
    }

    /** Returns the part of the secret that the owner is shown later, to tell the tokens apart. */
    static String shown(Secret secret) {
        return secret.reveal().substring(0, SHOWN);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
