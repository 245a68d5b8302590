package io.artispace.metadata.jdbc.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.artispace.StorageFailedException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps of attributes as JSON objects of strings, ordered by key, so that equal maps are equal texts. Thread-safe.
 *
 * <p>Texts without characters that have to be escaped, which are nearly all, are written and read here; Jackson does the others. To
 * load Jackson would take a good part of the time in which a store is opened and a first package is published.
 */
public final class Attributes {
    private static final String NONE = "{}";

    private @Nullable JsonFactory json;

    public String write(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return NONE;
        }
        List<Map.Entry<String, String>> ordered = new ArrayList<>(attributes.entrySet());
        ordered.sort(Map.Entry.comparingByKey());
        StringBuilder plain = new StringBuilder(48 * ordered.size());
        for (Map.Entry<String, String> attribute : ordered) {
            if (!isPlain(attribute.getKey()) || !isPlain(attribute.getValue())) {
                return generate(new TreeMap<>(attributes));
            }
            plain.append(plain.length() == 0 ? "{\"" : ",\"")
                    .append(attribute.getKey())
                    .append("\":\"")
                    .append(attribute.getValue())
                    .append('"');
        }
        return plain.append('}').toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private String generate(Map<String, String> attributes) {
        StringWriter text = new StringWriter(32 * attributes.size());
        try (JsonGenerator generator = json().createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                generator.writeStringField(attribute.getKey(), attribute.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return text.toString();
    }

    public Map<String, String> read(String text) {
        if (text.equals(NONE)) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        return text.indexOf('\\') < 0 && readPlain(text, attributes) ? attributes : parse(text);
    }

    /** Reads what {@link #write} wrote without an escape; returns false for anything else. */
    private static boolean readPlain(String text, Map<String, String> attributes) {
        int at = 0;
        while (text.startsWith(at == 0 ? "{\"" : ",\"", at)) {
            int key = at + 2;
            int keyEnd = text.indexOf('"', key);
            if (keyEnd < 0 || !text.startsWith("\":\"", keyEnd)) {
                return false;
            }
            int value = keyEnd + 3;
            int valueEnd = text.indexOf('"', value);
            if (valueEnd < 0) {
                return false;
            }
            attributes.put(text.substring(key, keyEnd), text.substring(value, valueEnd));
            at = valueEnd + 1;
        }
        return at > 0 && at == text.length() - 1 && text.charAt(at) == '}';
    }

    private Map<String, String> parse(String text) {
        Map<String, String> attributes = new HashMap<>();
        try (JsonParser parser = json().createParser(text)) {
            parser.nextToken();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw new IOException("It is no object of strings, and was not written here.");
                }
                attributes.put(key, parser.getText());
            }
        } catch (IOException e) {
            throw new StorageFailedException(
                    "The metadata store holds attributes that cannot be read. Check the database, SQLite's with"
                            + " \"pragma integrity_check\", and restore it from a backup.",
                    e);
        }
        return attributes;
    }

    /**
     * One factory per store: its buffers are pooled in it and not in the host's threads. Keys are not interned, because users
     * choose them; and what this class wrote has no limits that reading would have to guard.
     */
    private synchronized JsonFactory json() {
        JsonFactory made = json;
        if (made == null) {
            made = JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build();
            json = made;
        }
        return made;
    }
}
