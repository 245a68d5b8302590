package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What {@link PackageFormat} promises about its name, its settings, its routes, its errors and the order of versions. What the operations
 * do is each format's own affair, and tested against a registry. Extend it and name some requests.
 */
public abstract class PackageFormatContract {
    private static final String[] METHODS = {"GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"};
    private static final String[] SEGMENTS = {
        "a",
        "com",
        "1.0",
        "-",
        "@acme",
        "%",
        "a:b",
        "é",
        "𝄞",
        "[1.0,2.0)",
        "${x}",
        "\"",
        "<x>",
        "a b",
        "app-1.0.jar",
        "...",
        "~",
        "'",
        "a&b",
        "maven-metadata.xml",
        "app.sha1",
        "x".repeat(255)
    };

    /** Creates the suite. */
    protected PackageFormatContract() {}

    /**
     * Returns the format under test.
     *
     * @return a new instance, as {@link ServiceLoader} would make it
     */
    protected abstract PackageFormat format();

    /**
     * Returns requests that the format has a route for, made by {@link #request}.
     *
     * @return at least one of each route
     */
    protected abstract List<RepositoryRequest> known();

    /**
     * Returns requests that the format has no route for, made by {@link #request}.
     *
     * @return some of them; empty for a format that answers for every path
     */
    protected abstract List<RepositoryRequest> unknown();

    /**
     * Makes a request whose body must not be read.
     *
     * @param method the method in upper case
     * @param path the decoded path, without a leading slash
     * @return the request
     */
    protected static RepositoryRequest request(String method, String path) {
        return new RepositoryRequest(
                method, path, Map.of(), name -> null, new Untouchable(), "http://localhost/repository/");
    }

    @Test
    void hasAnIdThatStaysTheSame() {
        assertThat(format().id()).matches("[a-z0-9-]{1,32}").isEqualTo(format().id());
    }

    @Test
    void isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(PackageFormat.class, format().getClass().getClassLoader()))
                .extracting(PackageFormat::id)
                .contains(format().id());
    }

    @Test
    void asksForTheSameDigestsAlways() {
        assertThat(format().digests()).isSubsetOf(DigestAlgorithm.values()).isEqualTo(format().digests());
    }

    @Test
    void acceptsADefinitionWithoutSettings() {
        format().check(Hosted.named("contract").format(format().id()));
    }

    @Test
    void refusesSettingsThatItDoesNotKnow() {
        Hosted definition = Hosted.named("contract").format(format().id()).setting("no-such-setting", "x");

        assertThatThrownBy(() -> format().check(definition))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no-such-setting");
    }

    @Test
    void routesARequestWithoutReadingItsBody() {
        PackageFormat format = format();
        for (RepositoryRequest request : known()) {
            Optional<Operation> operation = format.route(request);

            assertThat(operation).as(describe(request)).isPresent();
            assertThat(format.route(request).map(Operation::action))
                    .as(describe(request))
                    .isEqualTo(operation.map(Operation::action));
            assertThat(format.route(request).flatMap(Operation::packageName))
                    .as(describe(request))
                    .isEqualTo(operation.flatMap(Operation::packageName));
        }
    }

    @Test
    void hasNoRouteForWhatItDoesNotKnow() {
        for (RepositoryRequest request : unknown()) {
            assertThat(format().route(request)).as(describe(request)).isEmpty();
        }
    }

    @Test
    void takesEveryPathThatARepositoryCanBeAskedFor() {
        PackageFormat format = format();
        Random random = new Random(20_260_102);
        for (int i = 0; i < 20_000; i++) {
            RepositoryRequest request = request(METHODS[random.nextInt(METHODS.length)], path(random));
            try {
                assertThat(format.route(request)).as(describe(request)).isNotNull();
            } catch (InvalidInputException malformed) {
                assertThat(malformed.getMessage()).as(describe(request)).isNotBlank();
            }
        }
    }

    @Test
    void saysWhoOwnsAnyFile() {
        PackageFormat format = format();
        Random random = new Random(20_260_103);
        for (int i = 0; i < 20_000; i++) {
            String path = "f/" + path(random);
            FilePath file = FilePath.of(path.endsWith("/") ? path + "f" : path);

            assertThat(format.owner(file)).as(path).isNotNull();
        }
    }

    @Test
    void putsAnyVersionsInOrder() {
        List<String> versions = new ArrayList<>(List.of(SEGMENTS));
        versions.addAll(List.of("", "0", "1", "1.0.0", "1.0.1", "1.0.0-rc.1", "1.0-SNAPSHOT", "9".repeat(40)));
        PackageFormat format = format();
        Comparator<String> order = format.versionOrder();
        for (String first : versions) {
            assertThat(format.isPreRelease(first)).as(first).isEqualTo(format.isPreRelease(first));
            for (String second : versions) {
                int forth = Integer.signum(order.compare(first, second));
                assertThat(Integer.signum(order.compare(second, first)))
                        .as("%s, %s", first, second)
                        .isEqualTo(-forth);
                for (String third : versions) {
                    boolean inOrder = forth <= 0 && order.compare(second, third) <= 0;
                    if (inOrder && order.compare(first, third) > 0) {
                        throw new AssertionError(first + " <= " + second + " <= " + third + ", but not the outer ones");
                    }
                }
            }
        }
    }

    private static String path(Random random) {
        List<String> segments = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            segments.add(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        String path = String.join("/", segments);
        if (path.length() > FilePath.MAX_LENGTH) {
            return "";
        }
        return !path.isEmpty() && random.nextInt(4) == 0 ? path + "/" : path;
    }

    @Test
    void saysErrorsWithTheStatusThatWasChosen() throws IOException {
        List<RepositoryRequest> requests = new ArrayList<>(known());
        requests.addAll(unknown());
        for (RepositoryRequest request : requests) {
            for (int status :
                    new int[] {400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 416, 422, 429, 500, 502, 503}) {
                Response response = format().error(request, status, "It says \"no\" to <x>\\\n\u0000\u2028\uD834 é 𝄞");

                assertThat(response.status()).as(describe(request)).isEqualTo(status);
                checkBody(describe(request) + " " + status, response);
            }
        }
    }

    private static void checkBody(String what, Response response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        String body = out.toString(StandardCharsets.UTF_8);
        String type = response.header("Content-Type").orElse("");
        if (type.contains("json")) {
            assertThat(JsonShape.isWellFormed(body)).as("%s: %s", what, body).isTrue();
        }
        if (!body.isEmpty()) {
            assertThat(type).as(what).isNotEmpty().doesNotContain("html");
        }
    }

    private static String describe(RepositoryRequest request) {
        return request.method() + " /" + request.path();
    }

    /** Fails the test that reads it. */
    private static final class Untouchable extends InputStream {
        @Override
        public int read() {
            throw new AssertionError("A format must not read the body to route a request.");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return read();
        }
    }
}
