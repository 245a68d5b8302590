package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import io.artispace.exchange.HeaderLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request. A request has few headers and is asked for many that it does not have: comparing their names costs less
 * than a look-up in the JDK's map, which normalises each name first. Used by one thread at a time.
 */
final class RequestHeaders implements HeaderLookup {
    private final String[] names;
    private final List<List<String>> values;

    RequestHeaders(Headers headers) {
        this.names = new String[headers.size()];
        this.values = new ArrayList<>(names.length);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            names[values.size()] = header.getKey();
            values.add(header.getValue());
        }
    }

    @Override
    public @Nullable List<String> values(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }
}
