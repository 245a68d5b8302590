package io.artispace.core.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.Hosted;
import io.artispace.Limits;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.core.access.Authenticator;
import io.artispace.core.access.RolePolicy;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.core.repository.ServedRepository;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request handler with two repositories of the {@link FakeFormat}: {@code open}, which anyone may read, and {@code closed}. Users
 * {@code reader}, {@code writer} and {@code admin} have their name as password; so does {@code nobody}, who has no role.
 */
final class HandlerFixture {
    final FakeFormat format = new FakeFormat();
    final FakeRepository open =
            new FakeRepository(Hosted.named("open").format("fake").readableByAnyone(), format);
    final FakeRepository closed = new FakeRepository(Hosted.named("closed").format("fake"), format);
    AccessPolicy policy = new RolePolicy();
    Limits limits = Limits.defaults();

    private final ServedRepositories repositories = new ServedRepositories() {
        @Override
        public Seen now() {
            return new Seen(OptionalLong.empty(), OptionalLong.empty(), 0);
        }

        @Override
        public Optional<ServedRepository> find(String segment, Seen seen) {
            return switch (segment.split("[@~]", 2)[0]) {
                case "open" -> Optional.of(open);
                case "closed" -> Optional.of(closed);
                default -> Optional.empty();
            };
        }

        @Override
        public List<RepositoryDefinition> definitions() {
            return List.of(open.definition(), closed.definition());
        }
    };

    Response handle(Request request) {
        FakeAccounts accounts = new FakeAccounts(
                Map.of("nobody", Role.NONE, "reader", Role.READ, "writer", Role.WRITE, "admin", Role.ADMIN));
        RequestHandler handler = new RequestHandler(
                repositories,
                new Authenticator(accounts),
                accounts,
                policy,
                limits,
                InstantSource.fixed(FakeRepository.PUBLISHED));
        return handler.handle(request);
    }

    Response get(String path, String... headers) {
        return handle(request("GET", path).headers(headers).build());
    }

    static RequestBuilder request(String method, String path) {
        return new RequestBuilder(method, path);
    }

    static String text(Response response) {
        try (InputStream in = response.body().open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static String basic(String user) {
        return basic(user, user);
    }

    static String basic(String user, String password) {
        return "Basic " + java.util.Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** Builds a request; headers are given as {@code Name: value}. */
    static final class RequestBuilder {
        private final String method;
        private final String path;
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private InputStream body = InputStream.nullInputStream();
        private @Nullable Caller identity;

        private RequestBuilder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        RequestBuilder headers(String... lines) {
            for (String line : lines) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            return this;
        }

        RequestBuilder as(String user) {
            return headers("Authorization: " + basic(user));
        }

        RequestBuilder as(Caller caller) {
            this.identity = caller;
            return this;
        }

        RequestBuilder body(byte[] bytes) {
            return body(new ByteArrayInputStream(bytes));
        }

        RequestBuilder body(InputStream stream) {
            this.body = stream;
            return this;
        }

        Request build() {
            int question = path.indexOf('?');
            return new Request(
                    method,
                    question < 0 ? path : path.substring(0, question),
                    question < 0 ? null : path.substring(question + 1),
                    headers::get,
                    body,
                    URI.create("http://localhost:8080/base/"),
                    identity);
        }
    }
}
