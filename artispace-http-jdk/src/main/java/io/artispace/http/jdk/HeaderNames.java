package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import io.artispace.exchange.Response.Header;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of the headers of responses as the JDK's server spells them. It spells them anew for each header of each response, by way of two
 * copies, unless all are put at once; they are always the same few. Thread-safe.
 */
final class HeaderNames {
    /** Nobody invents names of headers, but if somebody did, they would not fill the memory. */
    private static final int MOST = 256;

    private final Map<String, String> spelled = new ConcurrentHashMap<>();

    /** Adds headers to those of a response, which has none of their names yet. */
    void putAll(List<Header> headers, Headers response) {
        Map<String, List<String>> values = new HashMap<>(2 * headers.size());
        for (Header header : headers) {
            String name = spelled(header.name());
            List<String> before = values.put(name, List.of(header.value()));
            if (before != null) {
                values.put(name, joined(before, header.value()));
            }
        }
        response.putAll(values);
    }

    private static List<String> joined(List<String> before, String value) {
        List<String> all = new ArrayList<>(before);
        all.add(value);
        return all;
    }

    private String spelled(String name) {
        String known = spelled.get(name);
        if (known != null) {
            return known;
        }
        // The server's own map refuses what would end a header.
        Headers one = new Headers();
        one.add(name, "");
        String spelling = one.keySet().iterator().next();
        if (spelled.size() < MOST) {
            spelled.put(name, spelling);
        }
        return spelling;
    }
}
