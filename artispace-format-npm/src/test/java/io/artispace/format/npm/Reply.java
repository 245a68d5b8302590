package io.artispace.format.npm;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.exchange.Response;
import io.artispace.format.npm.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What came back.
 *
 * @param response status and headers
 * @param content the bytes of the body, as text of one byte per character
 */
record Reply(Response response, String content) {
    static Reply of(Response response) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (response.hasBody()) {
            response.body().writeTo(body);
        }
        return new Reply(response, body.toString(StandardCharsets.ISO_8859_1));
    }

    int status() {
        return response.status();
    }

    byte[] bytes() {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.read(new ByteArrayInputStream(bytes()), "an answer");
    }

    String error() {
        return json().path("error").asText();
    }

    String header(String name) {
        return response.header(name).orElse("");
    }

    boolean hasBytes(byte[] expected) {
        return Arrays.equals(bytes(), expected);
    }
}
