package io.artispace.format.maven;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Body;
import io.artispace.exchange.Response;
import io.artispace.format.Document;
import io.artispace.format.maven.checksum.ChecksumHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rendered document with its four checksums in front of it. They are made and cached together, so that a document and its checksums
 * always agree, whatever is published between the requests for them, and the checksums are computed once.
 */
final class SummedDocument {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int SUMS_LENGTH = sumsLength();

    private final byte[] bytes;
    private final String contentType;
    private final @Nullable Instant modified;

    private SummedDocument(byte[] bytes, String contentType, @Nullable Instant modified) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.modified = modified;
    }

    /** A document that was rendered by {@link #withSums}. */
    static SummedDocument of(Document document) {
        return new SummedDocument(document.bytes(), document.contentType(), document.modified());
    }

    /** A document that is rendered for this request only. */
    static SummedDocument of(byte[] content, String contentType, @Nullable Instant modified) {
        return new SummedDocument(withSums(content), contentType, modified);
    }

    /** Puts the checksums in front of a document. */
    static byte[] withSums(byte[] content) {
        byte[] all = new byte[SUMS_LENGTH + content.length];
        int at = 0;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String hex = HexFormat.of().formatHex(algorithm.newMessageDigest().digest(content));
            System.arraycopy(hex.getBytes(StandardCharsets.US_ASCII), 0, all, at, hex.length());
            at += hex.length();
        }
        System.arraycopy(content, 0, all, at, content.length);
        return all;
    }

    private static int sumsLength() {
        int length = 0;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            length += algorithm.hexLength();
        }
        return length;
    }

    /** The checksum of the document. */
    Digest digest(DigestAlgorithm algorithm) {
        int at = 0;
        for (DigestAlgorithm before : DigestAlgorithm.values()) {
            if (before == algorithm) {
                break;
            }
            at += before.hexLength();
        }
        return new Digest(algorithm, new String(bytes, at, algorithm.hexLength(), StandardCharsets.US_ASCII));
    }

    /** The document as an answer. */
    Response response() {
        Response.Builder response = Response.status(200)
                .header("Content-Type", contentType)
                .header("ETag", '"' + digest(DigestAlgorithm.SHA256).hex() + '"')
                .body(Body.bytes(bytes).slice(SUMS_LENGTH, bytes.length - (long) SUMS_LENGTH));
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            response.header(ChecksumHeaders.name(algorithm), digest(algorithm).hex());
        }
        if (modified != null) {
            response.header("Last-Modified", HTTP_DATE.format(modified));
        }
        return response.build();
    }
}
