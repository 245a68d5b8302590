package io.artispace.core.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.artispace.StorageFailedException;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The textual form of a token's scope: JSON such as {@code {"role":"READ","repositories":["npm"],"packages":["@acme/*"]}}. Thread-safe.
 */
final class ScopeText {
    /**
     * Made anew for each text: tokens are few, and a registry without tokens need not load Jackson. Its buffers are not kept in
     * thread-locals of the host's threads.
     */
    private static JsonFactory json() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
    }

    String write(TokenScope scope) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json().createGenerator(text)) {
            generator.writeStartObject();
            generator.writeStringField("role", scope.role().name());
            writeNames(generator, "repositories", scope.repositories());
            writeNames(generator, "packages", scope.packages());
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void writeNames(JsonGenerator generator, String field, Set<String> names) throws IOException {
        generator.writeArrayFieldStart(field);
        for (String name : names.stream().sorted().toList()) {
            generator.writeString(name);
        }
        generator.writeEndArray();
    }

    /**
     * Reads what {@link #write} wrote. Every part must be there: a limit that was lost would widen the scope.
     *
     * @throws StorageFailedException if the text is damaged, or limits the scope by something this release does not know
     */
    TokenScope read(String text) {
        String role = "";
        Set<String> repositories = null;
        Set<String> packages = null;
        try (JsonParser parser = json().createParser(text)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "role" -> role = parser.getText();
                    case "repositories" -> repositories = readNames(parser);
                    case "packages" -> packages = readNames(parser);
                    default -> expect(false);
                }
            }
            if (repositories == null || packages == null) {
                throw damaged();
            }
            return new TokenScope(Role.valueOf(role), repositories, packages);
        } catch (IOException | IllegalArgumentException malformed) {
            throw damaged();
        }
    }

    private static Set<String> readNames(JsonParser parser) throws IOException {
        expect(parser.currentToken() == JsonToken.START_ARRAY);
        Set<String> names = new HashSet<>();
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            names.add(parser.getText());
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY);
        return names;
    }

    private static void expect(boolean wellFormed) {
        if (!wellFormed) {
            throw damaged();
        }
    }

    private static StorageFailedException damaged() {
        return new StorageFailedException(
                "Cannot use a token: its stored scope is damaged or of a later release. Revoke it and issue a new one.");
    }
}
