package io.artispace.format.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.format.RepositoryRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    private static final RepositoryRequest REQUEST = new RepositoryRequest(
            "PUT", "a", Map.of(), name -> null, InputStream.nullInputStream(), "http://host/maven/");

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "405, Method Not Allowed",
        "412, Precondition Failed",
        "413, Content Too Large",
        "415, Unsupported Media Type",
        "416, Range Not Satisfiable",
        "429, Too Many Requests",
        "502, Bad Gateway"
    })
    void titleIsThePhraseOfTheStatus(int status, String phrase) throws IOException {
        try (InputStream body = Problem.of(REQUEST, status, "why").body().open()) {
            assertThat(body).asString(UTF_8).contains("\"title\":\"" + phrase + "\"");
        }
    }
}
