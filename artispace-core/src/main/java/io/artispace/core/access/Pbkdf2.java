package io.artispace.core.access;

import io.artispace.StorageFailedException;
import io.artispace.access.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-256, the one slow hash of the JDK. Its textual form {@code pbkdf2-sha256$iterations$salt$hash} carries the cost, so
 * that it can be raised later without touching what is stored. Thread-safe.
 */
final class Pbkdf2 implements SlowHash {
    private static final String NAME = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final int iterations;
    private final SecureRandom random;
    private final String unmatched;

    Pbkdf2(int iterations, SecureRandom random) {
        this.iterations = iterations;
        this.random = random;
        this.unmatched = text(iterations, bytes(SALT_BYTES), bytes(HASH_BYTES));
    }

    @Override
    public String of(Secret password) {
        byte[] salt = bytes(SALT_BYTES);
        return text(iterations, salt, derive(password, salt, iterations, HASH_BYTES));
    }

    @Override
    public String unmatched() {
        return unmatched;
    }

    @Override
    public boolean matches(Secret password, String stored) {
        String[] parts = stored.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw damaged();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(parts[2]);
            byte[] expected = Base64.getDecoder().decode(parts[3]);
            byte[] actual = derive(password, salt, Integer.parseInt(parts[1]), expected.length);
            return MessageDigest.isEqual(expected, actual);
        } catch (IllegalArgumentException malformed) {
            throw damaged();
        }
    }

    private static StorageFailedException damaged() {
        return new StorageFailedException(
                "Cannot check a password: the stored hash is damaged or of an unknown kind. Set the user's password anew.");
    }

    private static byte[] derive(Secret password, byte[] salt, int iterations, int length) {
        // The JDK's PBKDF2 encodes the password's characters as UTF-8.
        PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, iterations, length * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("This JDK lacks PBKDF2WithHmacSHA256.", unavailable);
        } finally {
            spec.clearPassword();
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(int iterations, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return NAME + "$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
