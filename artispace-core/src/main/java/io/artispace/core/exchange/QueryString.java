package io.artispace.core.exchange;

import io.artispace.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the parameters of a query: {@code name=value} joined by ampersands, empty pieces left out. */
final class QueryString {
    private static final int MAX_PARAMETERS = 64;

    private QueryString() {}

    /**
     * Reads a query.
     *
     * @param raw the query without the question mark
     * @return names to values, each in the order in which they came
     * @throws InvalidInputException if there are too many parameters, or an escape is malformed
     */
    static Map<String, List<String>> parse(String raw) {
        if (raw.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start <= raw.length(); ) {
            int ampersand = raw.indexOf('&', start);
            int end = ampersand < 0 ? raw.length() : ampersand;
            if (end > start) {
                if (++count > MAX_PARAMETERS) {
                    throw new InvalidInputException("The query has more than " + MAX_PARAMETERS + " parameters.");
                }
                add(parameters, raw.substring(start, end));
            }
            start = end + 1;
        }
        parameters.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return parameters;
    }

    private static void add(Map<String, List<String>> parameters, String piece) {
        int equals = piece.indexOf('=');
        String name = PercentDecoder.query(equals < 0 ? piece : piece.substring(0, equals));
        String value = equals < 0 ? "" : PercentDecoder.query(piece.substring(equals + 1));
        parameters.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
    }
}
