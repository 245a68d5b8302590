package io.artispace.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Requests of HTTP/1.1 as bytes, made before they are counted. */
final class Requests {
    private Requests() {}

    /**
     * A GET.
     *
     * @param path as it goes over the wire
     * @param headers such as {@code Accept: application/json}
     */
    static byte[] get(String path, String... headers) {
        return head("GET", path, headers).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A PUT with its body. */
    static byte[] put(String path, byte[] body, String... headers) {
        byte[] head = putHead(path, body.length, headers);
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    /** The beginning of a PUT, for a body that follows. */
    static byte[] putHead(String path, long length, String... headers) {
        String head = head("PUT", path, headers);
        return (head.substring(0, head.length() - 2) + "Content-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nUser-Agent: load\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
