package io.artispace.core.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.ViewScope;
import io.artispace.access.Action;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.RepositoryRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A format with one route for each thing that core does for formats: {@code file/PATH}, {@code doc/NAME}, {@code whoami}, {@code
 * secret/NAME} (demands DELETE while it is handled), {@code upload}, and {@code fail}, which throws what the test gave it.
 */
final class FakeFormat implements PackageFormat {
    Exception failure = new IllegalStateException("no failure given");
    boolean brokenErrors;
    /** The files of each repository. */
    final Map<String, Map<String, String>> stored = new HashMap<>();

    @Override
    public String id() {
        return "fake";
    }

    @Override
    public Set<DigestAlgorithm> digests() {
        return Set.of();
    }

    @Override
    public void check(RepositoryDefinition definition) {}

    @Override
    public Optional<Operation> route(RepositoryRequest request) {
        String path = request.path();
        int slash = path.indexOf('/');
        String rest = path.substring(slash + 1);
        String route = request.method() + " " + (slash < 0 ? path : path.substring(0, slash));
        return switch (route) {
            case "GET " ->
                Optional.of(Operation.onRepository(Action.READ, e -> text("top of " + request.repositoryUrl())));
            case "GET file" -> Optional.of(Operation.onRepository(Action.READ, e -> file(e, rest)));
            case "GET doc" -> {
                PackageName name = PackageName.of(rest);
                yield Optional.of(Operation.on(name, Action.READ, e -> document(e, name)));
            }
            case "GET fail" -> Optional.of(Operation.onRepository(Action.READ, this::fail));
            case "GET whoami" -> Optional.of(Operation.onRepository(Action.CONNECT, FakeFormat::whoAmI));
            case "GET login", "PUT login" ->
                Optional.of(Operation.onRepository(
                        Action.CONNECT, e -> text(e.caller().name())));
            case "PUT upload", "POST upload" -> Optional.of(Operation.onRepository(Action.PUBLISH, FakeFormat::upload));
            case "PUT secret" -> {
                PackageName name = PackageName.of(rest);
                yield Optional.of(Operation.on(name, Action.PUBLISH, e -> {
                    e.require(Action.DELETE);
                    return text("deleted");
                }));
            }
            case "PUT file" -> Optional.of(Operation.onRepository(Action.PUBLISH, e -> store(e, rest)));
            case "DELETE file" -> Optional.of(Operation.onRepository(Action.DELETE, e -> text("deleted")));
            case "GET malformed" -> throw new InvalidInputException("This route is malformed.");
            default -> Optional.empty();
        };
    }

    private static Response text(String text) {
        return Response.status(200).text("text/plain", text).build();
    }

    private static Response file(Exchange exchange, String path) {
        return exchange.file(FilePath.of(path)).orElseThrow(() -> new NotFoundException("no such file"));
    }

    private Response store(Exchange exchange, String path) throws IOException {
        byte[] body = exchange.request().body().readAllBytes();
        stored.computeIfAbsent(exchange.repository().name(), name -> new HashMap<>())
                .put(path, new String(body, UTF_8));
        return Response.status(201).build();
    }

    private static Response document(Exchange exchange, PackageName name) {
        Rendering rendering =
                new Rendering("full", ViewScope.everything(), "application/json", view -> Optional.empty());
        return exchange.document(name, rendering).orElseThrow(() -> new NotFoundException("no such document"));
    }

    private Response fail(Exchange exchange) throws IOException {
        if (failure instanceof IOException cut) {
            throw cut;
        }
        throw (RuntimeException) failure;
    }

    private static Response whoAmI(Exchange exchange) {
        if (exchange.caller().isAnonymous()) {
            throw DeniedException.unauthenticated("Log in first.");
        }
        return text(exchange.caller().name());
    }

    private static Response upload(Exchange exchange) throws IOException {
        byte[] body = exchange.request().body().readAllBytes();
        return Response.status(201)
                .text("text/plain", "received " + body.length)
                .build();
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        if (brokenErrors) {
            throw new IllegalStateException("broken");
        }
        return Response.status(status).text("text/fake", status + " " + message).build();
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        return Optional.empty();
    }

    @Override
    public Comparator<String> versionOrder() {
        return Comparator.naturalOrder();
    }

    @Override
    public boolean isPreRelease(String version) {
        return false;
    }
}
