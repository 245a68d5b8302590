package io.artispace.integration.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** An npm package and the document that publishes it, as npm writes it, with every part open to be spoiled. */
public record SamplePackage(
        String name,
        String version,
        byte[] tarball,
        String integrity,
        String shasum,
        String manifest,
        String attachment) {
    private static final int BLOCK = 512;

    /** A sound package whose tarball holds a manifest and a file. */
    public static SamplePackage of(String name, String version, String content) {
        String manifest = "{\"name\":\"" + name + "\",\"version\":\"" + version + "\"}";
        return withTarball(
                name, version, tarball(Map.of("package/package.json", manifest, "package/index.js", content)));
    }

    /** A package with any bytes for a tarball; the digests fit. */
    public static SamplePackage withTarball(String name, String version, byte[] tarball) {
        return new SamplePackage(
                name,
                version,
                tarball,
                "sha512-" + Base64.getEncoder().encodeToString(digest("SHA-512", tarball)),
                HexFormat.of().formatHex(digest("SHA-1", tarball)),
                "",
                Base64.getEncoder().encodeToString(tarball));
    }

    /** Claims another digest. */
    public SamplePackage integrity(String other) {
        return new SamplePackage(name, version, tarball, other, shasum, manifest, attachment);
    }

    /** Claims another digest. */
    public SamplePackage shasum(String other) {
        return new SamplePackage(name, version, tarball, integrity, other, manifest, attachment);
    }

    /** Adds members to the version's manifest, such as {@code ,"scripts":{}}. */
    public SamplePackage manifest(String members) {
        return new SamplePackage(name, version, tarball, integrity, shasum, members, attachment);
    }

    /** Sends other text where the tarball in Base64 belongs. */
    public SamplePackage attachment(String text) {
        return new SamplePackage(name, version, tarball, integrity, shasum, manifest, text);
    }

    /** The body of the PUT. */
    public String document() {
        return document(name);
    }

    /** The body of the PUT with another name at the top. */
    public String document(String documentName) {
        return """
                {"_id":"%1$s","name":"%1$s","access":null,"dist-tags":{"latest":"%3$s"},
                 "versions":{"%3$s":{"name":"%2$s","version":"%3$s"%4$s,
                  "dist":{"integrity":"%5$s","shasum":"%6$s","tarball":"http://localhost/%2$s/-/%2$s-%3$s.tgz"}}},
                 "_attachments":{"%2$s-%3$s.tgz":{"content_type":"application/octet-stream","data":"%7$s","length":%8$d}}}
                """.formatted(documentName, name, version, manifest, integrity, shasum, attachment, tarball.length);
    }

    /** A gzipped tar archive of the files. */
    public static byte[] tarball(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            // In an order that is the same in each process.
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                gzip.write(header(file.getKey(), content.length));
                gzip.write(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
            }
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The header of a file in the format of POSIX.1-1988: fields of fixed width, numbers in octal, a sum over all. */
    private static byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        field(header, 0, name);
        field(header, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0%011o\0".formatted(size, 499162500));
        field(header, 148, "        0");
        field(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        field(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void field(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** A digest of bytes. */
    public static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
