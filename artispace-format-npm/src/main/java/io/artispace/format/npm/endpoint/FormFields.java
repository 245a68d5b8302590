package io.artispace.format.npm.endpoint;

import io.artispace.InvalidInputException;
import io.artispace.TooLargeException;
import io.artispace.format.RepositoryRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads what a browser sends from a form. */
final class FormFields {
    private static final int MAX_SIZE = 8 * 1024;
    private static final String TYPE = "application/x-www-form-urlencoded";

    private FormFields() {}

    /** Reads the fields of a form; of several with one name the first. */
    static Map<String, String> read(RepositoryRequest request) throws IOException {
        String type = request.headers().first("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith(TYPE)) {
            throw new InvalidInputException("The form must be sent as " + TYPE + ".");
        }
        byte[] body = request.body().readNBytes(MAX_SIZE + 1);
        if (body.length > MAX_SIZE) {
            throw new TooLargeException("The form must not have more than " + MAX_SIZE + " bytes.");
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The form holds a malformed escape.", e);
        }
    }
}
