package io.artispace.format.npm.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place where JSON is parsed: strictly (a name that comes twice in one object, or anything after the value, is refused), and
 * within limits on size, nesting and number of values, whatever version of the parser the host has.
 */
public final class Json {
    /** The most bytes that one value may take; twice that must fit into a small heap several times over. */
    public static final int MAX_VALUE_SIZE = 4 * 1024 * 1024;

    private static final Limits INPUT = new Limits(MAX_VALUE_SIZE, 100, 50_000, 100);

    /**
     * Limits for what was written here, which must always be readable again. It was read within {@link #INPUT} before; but it may be made
     * of two values, and writing it can make it up to six times longer, by escapes and exponents.
     */
    private static final Limits STORED = new Limits(12 * MAX_VALUE_SIZE, 110, 200_000, 200);

    /** Immutable but for a bounded cache of the names of stored members; buffers are not kept in the host's threads. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * How much may be skipped of one value, in tokens. The parser holds the names of an object until that ends, to find one that comes
     * twice.
     */
    private static final int MAX_SKIPPED = 1_000_000;

    /** How deep a value may be nested that is only skipped: as deep as today's parser goes at all, whatever version the host has. */
    private static final int DEEPEST = 1_000;

    private final Limits limits;
    private final @Nullable MeteredStream in;
    private long bytes;
    private int values;
    private boolean exceeded;

    private Json(Limits limits) {
        this(limits, null);
    }

    /** Counts bytes itself, for who goes on after a value that is too large. The stream limits each single token then. */
    private Json(Limits limits, @Nullable MeteredStream in) {
        this.limits = limits;
        this.in = in;
    }

    /**
     * What may be read at once.
     *
     * @param size the most bytes
     * @param depth the most levels of nesting
     * @param values the most values within the value
     * @param digits the most characters of a number
     */
    private record Limits(int size, int depth, int values, int digits) {}

    /** Returns a new object to fill. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Begins to read a stream from outside token by token; closing the parser leaves the stream open. */
    public static JsonParser parser(InputStream in) throws IOException {
        return forNewNames().createParser(in);
    }

    /**
     * Makes a factory for input from outside, in which packages, versions and files are names of members. A shared cache of names would
     * soon hold thousands, and each parser copies it before it adds one.
     */
    private static JsonFactory forNewNames() {
        return FACTORY.copy();
    }

    /**
     * Reads a stream that holds one value of at most {@link #MAX_VALUE_SIZE} bytes.
     *
     * @param what the value's name in messages, such as {@code the request's body}
     */
    public static JsonNode read(InputStream in, String what) {
        return read(in, what, INPUT, forNewNames());
    }

    private static JsonNode read(InputStream in, String what, Limits limits, JsonFactory factory) {
        try (JsonParser parser = factory.createParser(new MeteredStream(in, limits.size(), what))) {
            if (parser.nextToken() == null) {
                throw new InvalidInputException("Cannot read " + what + ": it is empty, and JSON was expected.");
            }
            JsonNode value = new Json(limits).value(parser, 0);
            requireEnd(parser);
            return value;
        } catch (IOException | IllegalStateException e) {
            throw malformed(what, e);
        }
    }

    /** Reads a stream that holds one object. */
    public static ObjectNode readObject(InputStream in, String what) {
        if (read(in, what) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException("Cannot read " + what + ": it must be a JSON object.");
    }

    /** Reads what was written by {@link JsonText}. */
    public static JsonNode readStored(String text) {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "stored JSON", STORED, FACTORY);
    }

    /** Reads an object that was written by {@link JsonText}. */
    public static ObjectNode readStoredObject(String text) {
        return (ObjectNode) readStored(text);
    }

    /** Reads the value whose first token the parser is at; afterwards the parser is at its last. */
    public static JsonNode value(JsonParser parser) throws IOException {
        return new Json(INPUT).value(parser, 0);
    }

    /** Reads a member, at whose value the parser is, to that value's last token. */
    @FunctionalInterface
    public interface MemberReader {
        /**
         * Reads a member.
         *
         * @param json reads the value
         */
        void read(String name, Json json) throws IOException;
    }

    /**
     * Reads the object whose first token the parser is at member by member, within the limits of one value; afterwards the parser is at its
     * last token.
     */
    public static void members(JsonParser parser, MemberReader reader) throws IOException {
        new Json(INPUT).readMembers(parser, reader);
    }

    /**
     * Does the same with an object that can be left out: if it breaks a limit, the rest of it is skipped, and the parser is at its last
     * token all the same. What is no JSON, and a single text beyond all bounds, is thrown as ever.
     *
     * @param in what the parser reads
     * @return which limit the object breaks; empty if it was read whole
     */
    public static Optional<String> membersOrSkip(JsonParser parser, MeteredStream in, MemberReader reader)
            throws IOException {
        JsonStreamContext around = parser.getParsingContext().getParent();
        Json json = new Json(INPUT, in);
        try {
            in.renew();
            json.readMembers(parser, reader);
            return Optional.empty();
        } catch (InvalidInputException | TooLargeException e) {
            if (!json.exceeded) {
                throw e;
            }
            in.suspend();
            leave(parser, around);
            return Optional.of(e.getMessage());
        }
    }

    private static void leave(JsonParser parser, JsonStreamContext around) throws IOException {
        int depth = 0;
        int skipped = 0;
        while (parser.currentToken() != JsonToken.END_OBJECT
                || !parser.getParsingContext().equals(around)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw endsTooEarly();
            }
            requireSkippable(++skipped);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            requireDepth(depth, DEEPEST);
        }
    }

    private static void requireSkippable(int skipped) {
        if (skipped > MAX_SKIPPED) {
            throw new TooLargeException("The JSON holds a value of more than " + MAX_SKIPPED + " parts.");
        }
    }

    /**
     * Demands that an object whose members are read one by one has not more of them than anybody needs: the parser holds their names.
     *
     * @param members how many there are so far
     */
    public static void requireFew(int members, int limit) {
        if (members > limit) {
            throw new TooLargeException("The JSON holds an object of more than " + limit + " members.");
        }
    }

    private static InvalidInputException endsTooEarly() {
        return new InvalidInputException("The JSON ends too early.");
    }

    private void readMembers(JsonParser parser, MemberReader reader) throws IOException {
        count();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            reader.read(name, this);
        }
        measure();
    }

    /** Reads the value of a member. */
    public JsonNode node(JsonParser parser) throws IOException {
        return value(parser, 1);
    }

    /** Copies the value of a member, as {@link JsonText} writes it, without making an object of each value within. */
    public void copy(JsonParser parser, JsonText out) throws IOException {
        copy(parser, 1, out);
    }

    private void copy(JsonParser parser, int depth, JsonText out) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                count();
                checkDepth(depth + 1);
                out.append('{');
                for (boolean first = true; parser.nextToken() != JsonToken.END_OBJECT; first = false) {
                    out.appendName(parser.currentName(), first);
                    parser.nextToken();
                    copy(parser, depth + 1, out);
                }
                out.append('}');
            }
            case START_ARRAY -> {
                count();
                checkDepth(depth + 1);
                out.append('[');
                for (boolean first = true; parser.nextToken() != JsonToken.END_ARRAY; first = false) {
                    if (!first) {
                        out.append(',');
                    }
                    copy(parser, depth + 1, out);
                }
                out.append(']');
            }
            case VALUE_STRING -> {
                count();
                out.appendText(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            }
            default -> out.append(value(parser, depth));
        }
    }

    /**
     * Skips the value whose first token the parser is at, like {@link JsonParser#skipChildren()} but within the limits on nesting and on
     * the number of parts.
     */
    public static void skip(JsonParser parser) throws IOException {
        int depth = 0;
        int skipped = 0;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            requireSkippable(++skipped);
            if (token == null) {
                throw endsTooEarly();
            }
            if (token.isStructStart()) {
                requireDepth(++depth, INPUT.depth());
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    /**
     * Shows every member of an object, in order; nothing for other values. By names, for {@code JsonNode} has changed the rest of its ways
     * to do so.
     */
    public static void forEachMember(JsonNode object, BiConsumer<String, JsonNode> consumer) {
        Iterator<String> names = object.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            consumer.accept(name, object.path(name));
        }
    }

    /** Demands that nothing follows. */
    public static void requireEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new InvalidInputException("The JSON is followed by something else; send one value only.");
        }
    }

    /** What a failure to read becomes: the parser's own words, without what it read from. */
    public static InvalidInputException malformed(String what, Exception cause) {
        String reason = cause instanceof JsonProcessingException json
                ? Quote.of(json.getOriginalMessage())
                : "it could not be read to its end";
        return new InvalidInputException("Cannot read " + what + " as JSON: " + reason + ".", cause);
    }

    private JsonNode value(JsonParser parser, int depth) throws IOException {
        count();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth + 1);
            case START_ARRAY -> array(parser, depth + 1);
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            case VALUE_NUMBER_INT -> {
                checkNumber(parser);
                yield nodes.numberNode(parser.getBigIntegerValue());
            }
            case VALUE_NUMBER_FLOAT -> {
                checkNumber(parser);
                yield nodes.numberNode(parser.getDecimalValue());
            }
            default -> throw endsTooEarly();
        };
    }

    private void count() {
        measure();
        if (++values > limits.values()) {
            exceeded = true;
            throw new TooLargeException("The JSON holds more than " + limits.values() + " values.");
        }
    }

    private void measure() {
        if (in == null) {
            return;
        }
        bytes += MAX_VALUE_SIZE - in.renew();
        if (bytes > limits.size()) {
            exceeded = true;
            throw new TooLargeException("The JSON takes more than " + limits.size() + " bytes.");
        }
    }

    private ObjectNode object(JsonParser parser, int depth) throws IOException {
        checkDepth(depth);
        ObjectNode object = object();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser, depth));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, int depth) throws IOException {
        checkDepth(depth);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, depth));
        }
        return array;
    }

    private void checkDepth(int depth) {
        exceeded |= depth > limits.depth();
        requireDepth(depth, limits.depth());
    }

    private static void requireDepth(int depth, int limit) {
        if (depth > limit) {
            throw new InvalidInputException("The JSON is nested more than " + limit + " levels deep.");
        }
    }

    private void checkNumber(JsonParser parser) throws IOException {
        if (parser.getTextLength() > limits.digits()) {
            exceeded = true;
            throw new InvalidInputException("The JSON holds a number of more than " + limits.digits() + " characters.");
        }
    }
}
