package io.artispace.metadata.jdbc;

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
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Maps of attributes as JSON objects of strings, ordered by key, so that equal maps are equal texts. Thread-safe. */
final class Attributes {
    private static final String NONE = "{}";

    /**
     * One factory per store: its buffers are pooled in it and not in the host's threads. Keys are not interned, because users
     * choose them; and what this class wrote has no limits that reading would have to guard.
     */
    private final JsonFactory json = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    String write(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return NONE;
        }
        StringWriter text = new StringWriter(32 * attributes.size());
        try (JsonGenerator generator = json.createGenerator(text)) {
            generator.writeStartObject();
            for (Map.Entry<String, String> attribute : new TreeMap<>(attributes).entrySet()) {
                generator.writeStringField(attribute.getKey(), attribute.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return text.toString();
    }

    Map<String, String> read(String text) {
        if (text.equals(NONE)) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw new StorageFailedException("The metadata store holds attributes that it did not write."
                            + " Check the database with \"pragma integrity_check\" and restore it from a backup.");
                }
                attributes.put(key, parser.getText());
            }
        } catch (IOException e) {
            throw new StorageFailedException(
                    "The metadata store holds attributes that cannot be read. Check the database with"
                            + " \"pragma integrity_check\" and restore it from a backup.",
                    e);
        }
        return attributes;
    }
}
