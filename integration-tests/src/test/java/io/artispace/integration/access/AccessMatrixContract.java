package io.artispace.integration.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of a format, asked by five kinds of callers. The rows are compared with the endpoints that the compiled routes lead to, so
 * that a route to a new endpoint fails here until somebody has said who may use it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessMatrixContract {
    private static final String PASSWORD = "correct-horse";

    private final Registry registry =
            Registry.builder().passwordIterations(1_000).open();
    private int repositories;

    /** Whose requests are sent, from the one who may do the least on. */
    enum Kind {
        ANONYMOUS,
        STALE,
        READER,
        WRITER,
        ADMIN
    }

    /**
     * What each caller is told.
     *
     * @param method the method
     * @param path the raw path below the repository
     * @param endpoint what the route leads to
     * @param outcomes for the five kinds of callers 401 or 403, or else {@code ok}
     */
    record Row(String method, String path, String endpoint, List<String> outcomes) {
        /** Reads a row written as {@code METHOD PATH | ENDPOINT | OUTCOMES}; an empty path is written as a dot. */
        static Row of(String text) {
            String[] cells = text.split("\\s*\\|\\s*");
            String[] request = cells[0].split("\\s+");
            return new Row(
                    request[0],
                    request[1].equals(".") ? "" : request[1],
                    cells[1],
                    List.of(cells[2].strip().split("\\s+")));
        }

        @Override
        public String toString() {
            return method + " /" + path;
        }
    }

    /** Returns the format's id. */
    abstract String format();

    /** Returns the rows. */
    abstract Stream<Row> rows();

    /** Returns the endpoints that the format's routes lead to, read from its classes. */
    abstract Set<String> endpoints();

    /** Publishes what the rows speak of, and returns the path of one of its files. */
    abstract FilePath publish(Repository repository);

    @BeforeAll
    void createUsers() {
        registry.accounts().createUser(Kind.READER.name(), Secret.of(PASSWORD), Role.READ);
        registry.accounts().createUser(Kind.WRITER.name(), Secret.of(PASSWORD), Role.WRITE);
        registry.accounts().createUser(Kind.ADMIN.name(), Secret.of(PASSWORD), Role.ADMIN);
    }

    @AfterAll
    void close() {
        registry.close();
    }

    @Test
    void everyRouteHasARow() {
        Set<String> inRows = new TreeSet<>(rows().map(Row::endpoint).toList());

        assertThat(inRows).isEqualTo(new TreeSet<>(endpoints()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachCallerMayDoWhatTheRowSays(Row row) throws IOException {
        Repository repository = createRepository();
        FilePath file = publish(repository);
        List<String> outcomes = new ArrayList<>();

        for (Kind kind : Kind.values()) {
            Response response = registry.handle(request(kind, repository, row));

            outcomes.add(outcome(response));
            if (kind.compareTo(Kind.WRITER) < 0) {
                assertThat(repository.file(file)).as("what %s leaves", kind).isPresent();
            }
        }
        assertThat(outcomes).isEqualTo(row.outcomes());
    }

    /** A path that is spelled in another way is decided about as the plain one is, or is no path at all. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void noSpellingReachesFurther(Row row) throws IOException {
        Repository repository = createRepository();
        FilePath file = publish(repository);

        for (Kind kind : List.of(Kind.ANONYMOUS, Kind.STALE, Kind.READER)) {
            int plain = registry.handle(request(kind, repository, row)).status();
            for (String spelling : Spellings.of(row.path())) {
                Row other = new Row(row.method(), spelling, row.endpoint(), row.outcomes());

                Response response = registry.handle(request(kind, repository, other));

                assertThat(response.status())
                        .as("%s as %s", other, kind)
                        .matches(status -> status == plain || status == 400, "is " + plain + " or 400");
            }
        }
        assertThat(repository.file(file)).isPresent();
    }

    private Repository createRepository() {
        return registry.create(
                Hosted.named("repository-" + repositories++).format(format()).deletion(Hosted.Deletion.ADMINISTRATORS));
    }

    private static String outcome(Response response) throws IOException {
        String text;
        try (InputStream in = response.body().open()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(response.status()).as(text).isBetween(200, 499);
        return response.status() == 401 || response.status() == 403 ? Integer.toString(response.status()) : "ok";
    }

    private static Request request(Kind kind, Repository repository, Row row) {
        Map<String, List<String>> headers = new HashMap<>();
        // As of a browser, which is answered by more endpoints than programs are.
        headers.put("Accept", List.of("application/xhtml+xml, */*"));
        if (kind != Kind.ANONYMOUS) {
            headers.put("Authorization", List.of(kind == Kind.STALE ? "Bearer revoked" : basic(kind.name())));
        }
        String[] target = row.path().split("\\?", 2);
        return new Request(
                row.method(),
                "/" + repository.name() + "/" + target[0],
                target.length > 1 ? target[1] : null,
                headers::get,
                new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                URI.create("http://localhost/"),
                null);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns those of a package's classes that route. */
    static JavaClasses routing(String packageName, Set<String> classes) {
        return new ClassFileImporter()
                .importPackages(packageName)
                .that(DescribedPredicate.describe("route", type -> classes.contains(type.getSimpleName())));
    }
}
