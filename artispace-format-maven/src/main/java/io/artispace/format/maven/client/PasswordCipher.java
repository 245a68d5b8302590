package io.artispace.format.maven.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How Maven 3 encrypts passwords in its settings: AES in CBC mode, the key and the first block made of SHA-256 over a pass phrase and a
 * salt. Base64 between braces holds the salt (8 bytes), the number of random bytes at the end (1 byte), the cipher text and those random
 * bytes. Around the braces there may be remarks. As {@code mvn --encrypt-password} of Maven 3.8 and 3.9 writes it.
 */
final class PasswordCipher {
    /** Anything else between braces is part of a password that somebody wrote. In square brackets are hints for other ways to decrypt. */
    private static final Pattern DECORATED =
            Pattern.compile("(?<![\\\\$])\\{((?:\\[[^]]{0,256}])?[A-Za-z0-9+/=\\s]{16,})}");

    private static final int SALT = 8;
    private static final int KEY = 16;

    private PasswordCipher() {}

    /** Returns what stands between the braces; empty if the text is no encrypted password. */
    static Optional<String> encrypted(String text) {
        Matcher decorated = DECORATED.matcher(text);
        return decorated.find() ? Optional.of(decorated.group(1)) : Optional.empty();
    }

    /**
     * Tells whether a text is a password that is to be decrypted in one of the ways of Maven 4, which keeps its master password in places
     * of its own.
     */
    static boolean isOfMaven4(String text) {
        return encrypted(text).filter(encrypted -> encrypted.startsWith("[")).isPresent();
    }

    /** Decrypts what stands between the braces; empty if it was encrypted in another way or with another pass phrase. */
    static Optional<String> decrypt(String encrypted, String passPhrase) {
        if (encrypted.startsWith("[")) {
            return Optional.empty();
        }
        try {
            byte[] all = Base64.getMimeDecoder().decode(encrypted);
            int length = all.length <= SALT ? 0 : all.length - SALT - 1 - all[SALT];
            if (length <= 0 || all[SALT] < 0) {
                return Optional.empty();
            }
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(passPhrase.getBytes(StandardCharsets.UTF_8));
            byte[] keyAndFirstBlock = sha256.digest(Arrays.copyOf(all, SALT));
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(keyAndFirstBlock, 0, KEY, "AES"),
                    new IvParameterSpec(keyAndFirstBlock, KEY, KEY));
            return Optional.of(new String(cipher.doFinal(all, SALT + 1, length), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
