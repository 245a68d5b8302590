package io.artispace.http.jdk;

import io.artispace.exchange.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's server reads of a request although others may read another one, or only half of it. A proxy that
 * believes that the request ends elsewhere would hand over one client's request within that of another.
 */
final class Framing {
    private static final String LENGTH = "Content-Length";
    private static final String ENCODING = "Transfer-Encoding";

    private Framing() {}

    /** Returns how to refuse a request, whose connection has to end then; null if it is clear. */
    static @Nullable Response refusal(String method, RequestHeaders headers) {
        String length = headers.first(LENGTH).orElse(null);
        if (length != null && !length.chars().allMatch(sign -> sign >= '0' && sign <= '9')) {
            return refused(400, "its Content-Length is not a number");
        }
        List<String> hosts = headers.values("Host");
        if (hosts != null && hosts.size() > 1) {
            return refused(400, "it names more than one host");
        }
        // To that server a head also ends where the connection does. What is left of an upload would be an empty file.
        if (length == null && method.equals("PUT") && !comesInChunks(headers)) {
            return refused(411, "a PUT needs a Content-Length");
        }
        return null;
    }

    private static Response refused(int status, String why) {
        return Response.status(status)
                .header("Connection", "close")
                .text("text/plain; charset=utf-8", "The request is malformed: " + why + ".\n")
                .build();
    }

    /**
     * Tells whether a body comes in chunks. Where those end is not clear either: the server keeps 32 bits of the length of one. So nothing
     * that follows such a body may be taken for a request.
     */
    static boolean comesInChunks(RequestHeaders headers) {
        return headers.values(ENCODING) != null;
    }
}
