package io.artispace.core.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.Origin;
import io.artispace.blob.Digest;
import io.artispace.ledger.LedgerEntry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger as JSON:
 * {@code {"session":"build-42","entries":[{"repository":"maven","path":"com/acme/app/1.0/app-1.0.jar","member":"releases",
 * "upstream":"https://…","sha256":"…","size":20480,"served":"2026-01-02T03:04:05.678Z"}]}}, {@code upstream} only where there is one.
 * Thread-safe.
 */
final class LedgerText {
    /**
     * Made anew for each text: ledgers are few, and a registry without sessions need not load Jackson. Its buffers are not kept in
     * thread-locals of the host's threads.
     */
    private static JsonFactory json() {
        return JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /**
     * A ledger.
     *
     * @param session the session's name
     * @param entries its entries, ordered by repository, path and digest
     */
    record Ledger(String session, List<LedgerEntry> entries) {
        /** Copies the list. */
        Ledger {
            entries = List.copyOf(entries);
        }
    }

    String write(Ledger ledger) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = json().createGenerator(text)) {
            generator.writeStartObject();
            generator.writeStringField("session", ledger.session());
            generator.writeArrayFieldStart("entries");
            for (LedgerEntry entry : ledger.entries()) {
                write(generator, entry);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, LedgerEntry entry) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("repository", entry.repository());
        generator.writeStringField("path", entry.path().value());
        generator.writeStringField("member", entry.origin().repository());
        if (entry.origin().upstreamUrl().isPresent()) {
            generator.writeStringField(
                    "upstream", entry.origin().upstreamUrl().get().toString());
        }
        generator.writeStringField("sha256", entry.sha256().hex());
        generator.writeNumberField("size", entry.size());
        generator.writeStringField("served", entry.served().toString());
        generator.writeEndObject();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidInputException if it is anything else
     */
    Ledger read(String text) {
        try (JsonParser parser = json().createParser(text)) {
            String session = "";
            List<LedgerEntry> entries = new ArrayList<>();
            expect(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                switch (parser.currentName()) {
                    case "session" -> session = parser.nextTextValue();
                    case "entries" -> readEntries(parser, entries);
                    default -> expect(false);
                }
            }
            expect(session != null
                    && !session.isEmpty()
                    && parser.currentToken() == JsonToken.END_OBJECT
                    && parser.nextToken() == null);
            return new Ledger(session, entries);
        } catch (IOException | IllegalArgumentException | DateTimeException malformed) {
            throw malformed(malformed);
        }
    }

    private static void readEntries(JsonParser parser, List<LedgerEntry> entries) throws IOException {
        expect(parser.nextToken() == JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> fields = new HashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                expect(parser.nextToken().isScalarValue());
                fields.put(name, parser.getText());
            }
            entries.add(entry(fields));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY);
    }

    private static LedgerEntry entry(Map<String, String> fields) {
        String upstream = fields.get("upstream");
        return new LedgerEntry(
                text(fields, "repository"),
                FilePath.of(text(fields, "path")),
                new Origin(text(fields, "member"), upstream == null ? null : URI.create(upstream)),
                Digest.sha256(text(fields, "sha256")),
                Long.parseLong(text(fields, "size")),
                Instant.parse(text(fields, "served")));
    }

    private static String text(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }

    private static void expect(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException("unexpected JSON");
        }
    }

    private static InvalidInputException malformed(Exception cause) {
        return new InvalidInputException(
                "Cannot import the session: the text is not a ledger as export() writes it.", cause);
    }
}
