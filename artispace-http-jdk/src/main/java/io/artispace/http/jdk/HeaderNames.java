package io.artispace.http.jdk;

import com.sun.net.httpserver.Headers;
import io.artispace.exchange.Response.Header;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches the names of response headers as the JDK's server spells them. There are only a few different ones; but unless all headers are
 * put at once, the server normalises each name of each response anew, with two copies. Thread-safe.
 */
final class HeaderNames {
    /** A limit, in case that some format makes up names of headers. */
    private static final int MOST = 256;

    private final Map<String, String> spelled = new ConcurrentHashMap<>();

    /** Adds headers to those of a response, which has none of their names yet. */
    void putAll(List<Header> headers, Headers response) {
        List<Map.Entry<String, List<String>>> entries = new ArrayList<>(headers.size());
        for (Header header : headers) {
            add(entries, spelled(header.name()), header.value());
        }
        response.putAll(new Entries(entries));
    }

    private static void add(List<Map.Entry<String, List<String>>> entries, String name, String value) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).getKey().equals(name)) {
                List<String> all = new ArrayList<>(entries.get(i).getValue());
                all.add(value);
                entries.set(i, Map.entry(name, all));
                return;
            }
        }
        entries.add(Map.entry(name, List.of(value)));
    }

    /** A map whose entries are only iterated over, when they are put into another map; so no hash table has to be filled first. */
    private static final class Entries extends AbstractMap<String, List<String>> {
        private final List<Map.Entry<String, List<String>>> entries;

        Entries(List<Map.Entry<String, List<String>>> entries) {
            this.entries = entries;
        }

        @Override
        public Set<Map.Entry<String, List<String>>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, List<String>>> iterator() {
                    return entries.iterator();
                }

                @Override
                public int size() {
                    return entries.size();
                }
            };
        }
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
