package io.artispace.format.maven.client;

import io.artispace.InvalidInputException;
import io.artispace.format.maven.xml.XmlCursor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decrypts passwords in {@code settings.xml} with the master password in {@code settings-security.xml}, as
 * <a href="https://maven.apache.org/guides/mini/guide-encryption.html">Maven's guide to encryption</a> describes them.
 *
 * @param file {@code settings-security.xml}, or where it says that it is instead
 */
record MasterPassword(Path file) {
    /**
     * The pass phrase with which every Maven encrypts the master password. It protects against a glance at the file, and against nobody who
     * can read it.
     */
    private static final String WELL_KNOWN = "settings.security";

    private static final int MAX_RELOCATIONS = 5;

    /** Decrypts a password; empty if that cannot be done. One that is not encrypted is returned as it is. */
    Optional<String> decrypt(String password) {
        Optional<String> encrypted = PasswordCipher.encrypted(password);
        return encrypted.isEmpty()
                ? Optional.of(password)
                : read(file, 0).flatMap(master -> PasswordCipher.decrypt(encrypted.get(), master));
    }

    private static Optional<String> read(Path file, int relocations) {
        Map<String, String> texts = new HashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            XmlCursor xml = new XmlCursor("settings-security.xml", in);
            xml.read("settingsSecurity", name -> {
                if (name.equals("master") || name.equals("relocation")) {
                    texts.put(name, xml.text());
                }
            });
            String elsewhere = texts.getOrDefault("relocation", "");
            if (!elsewhere.isEmpty()) {
                return relocations == MAX_RELOCATIONS
                        ? Optional.empty()
                        : read(file.resolveSibling(elsewhere), relocations + 1);
            }
            return PasswordCipher.encrypted(texts.getOrDefault("master", ""))
                    .flatMap(master -> PasswordCipher.decrypt(master, WELL_KNOWN));
        } catch (IOException | InvalidInputException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
