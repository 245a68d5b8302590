package io.artispace.benchmarks;

import io.artispace.blob.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPOutputStream;

/** What is published: the bytes of npm packages. */
final class NpmContent {
    private static final int TARBALL = 20 * 1024;
    private static final int BLOCK = 512;

    private NpmContent() {}

    /** The document that {@code npm publish} sends: a manifest, a tag and a tarball of 20 KiB that is like no other. */
    static byte[] document(String name, String version) {
        byte[] tarball = tarball(name, version);
        String integrity = "sha512-"
                + Base64.getEncoder()
                        .encodeToString(
                                DigestAlgorithm.SHA512.newMessageDigest().digest(tarball));
        String manifest = manifest(name, version);
        String dist = ",\"_id\":\"%s@%s\",\"dist\":{\"integrity\":\"%s\",\"shasum\":\"%s\"}}"
                .formatted(
                        name,
                        version,
                        integrity,
                        HexFormat.of()
                                .formatHex(
                                        DigestAlgorithm.SHA1.newMessageDigest().digest(tarball)));
        return """
                {"_id":"%s","name":"%s","dist-tags":{"latest":"%s"},"versions":{"%s":%s},"access":"public",\
                "_attachments":{"%s-%s.tgz":{"content_type":"application/octet-stream","data":"%s","length":%d}}}""".formatted(
                        name,
                        name,
                        version,
                        version,
                        manifest.substring(0, manifest.length() - 1) + dist,
                        name,
                        version,
                        Base64.getEncoder().encodeToString(tarball),
                        tarball.length)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String manifest(String name, String version) {
        return """
                {"name":"%s","version":"%s","description":"A package","license":"MIT","main":"index.js",\
                "repository":{"type":"git","url":"git+https://example.org/acme/%s.git"},\
                "scripts":{"test":"node test.js"},"dependencies":{"debug":"^4.3.4","ms":"~2.1.3"},"engines":{"node":">=18"}}""".formatted(name, version, name);
    }

    private static byte[] tarball(String name, String version) {
        byte[] random = new byte[TARBALL];
        ThreadLocalRandom.current().nextBytes(random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TARBALL + BLOCK);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            entry(gzip, "package/package.json", manifest(name, version).getBytes(StandardCharsets.UTF_8));
            entry(gzip, "package/index.js", random);
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A regular file in the form that POSIX calls ustar. */
    private static void entry(GZIPOutputStream tar, String path, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        put(header, 0, path);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0%011o\0", content.length, 0));
        put(header, 148, "        0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0", sum));
        tar.write(header);
        tar.write(content);
        tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
