package io.artispace.format.npm.endpoint;

import io.artispace.access.Action;
import io.artispace.exchange.WebPage;
import io.artispace.format.Operation;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.npm.packument.NpmName;
import java.util.List;
import java.util.Optional;

/** Routes about one package, {@code /NAME…}, and of directories; those that begin with {@code /-/} are in {@link RegistryRoutes}. */
public final class Routes {
    private static final String DASH = "-";
    private static final String REVISION = "-rev";

    private Routes() {}

    /** Finds what a request means. */
    public static Optional<Operation> find(RepositoryRequest request) {
        List<String> path = List.of(request.path().split("/", -1));
        if (path.get(0).equals(DASH)) {
            return RegistryRoutes.find(request, path.subList(1, path.size()));
        }
        int nameLength = path.get(0).startsWith("@") ? 2 : 1;
        boolean directory = path.get(path.size() - 1).isEmpty();
        if (directory && request.method().equals("GET") && WebPage.isAskedFor(request.headers())) {
            return Optional.of(ofDirectory(path.subList(0, path.size() - 1), nameLength));
        }
        if (path.contains("") || path.size() < nameLength) {
            return Optional.empty();
        }
        NpmName name = new NpmName(String.join("/", path.subList(0, nameLength)));
        return ofPackage(request.method(), name, path.subList(nameLength, path.size()));
    }

    private static Operation ofDirectory(List<String> path, int nameLength) {
        Operation.Handler page = exchange -> BrowseEndpoint.page(exchange, String.join("/", path));
        return path.size() < nameLength
                ? Operation.onRepository(Action.READ, page)
                : Operation.on(
                        new NpmName(String.join("/", path.subList(0, nameLength))).packageName(), Action.READ, page);
    }

    private static Optional<Operation> ofPackage(String method, NpmName name, List<String> rest) {
        if (rest.isEmpty()) {
            return switch (method) {
                case "GET" -> on(name, Action.READ, exchange -> ReadEndpoints.packument(exchange, name));
                case "PUT" -> on(name, Action.PUBLISH, exchange -> PublishEndpoint.put(exchange, name));
                default -> Optional.empty();
            };
        }
        return switch (rest.get(0)) {
            case DASH -> ofFile(method, name, rest.subList(1, rest.size()));
            case REVISION -> rest.size() == 2 ? ofRevision(method, name, rest.get(1)) : Optional.empty();
            default ->
                method.equals("GET") && rest.size() == 1
                        ? on(name, Action.READ, exchange -> ReadEndpoints.version(exchange, name, rest.get(0)))
                        : Optional.empty();
        };
    }

    /** The file of a scoped package may be named with its scope, as it is in what clients publish. */
    private static Optional<Operation> ofFile(String method, NpmName name, List<String> rest) {
        boolean withScope =
                rest.size() > 1 && !name.scope().isEmpty() && rest.get(0).equals(name.scope());
        List<String> file = withScope ? rest.subList(1, rest.size()) : rest;
        if (method.equals("GET") && file.size() == 1) {
            return on(name, Action.READ, exchange -> ReadEndpoints.file(exchange, name.file(file.get(0))));
        }
        if (method.equals("DELETE") && file.size() == 3 && file.get(1).equals(REVISION)) {
            return on(
                    name,
                    Action.DELETE,
                    exchange -> UnpublishEndpoints.deleteTarball(exchange, name, name.file(file.get(0)), file.get(2)));
        }
        return Optional.empty();
    }

    private static Optional<Operation> ofRevision(String method, NpmName name, String revision) {
        return switch (method) {
            case "PUT" -> on(name, Action.PUBLISH, exchange -> UnpublishEndpoints.put(exchange, name, revision));
            case "DELETE" ->
                on(name, Action.DELETE, exchange -> UnpublishEndpoints.deletePackage(exchange, name, revision));
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> on(NpmName name, Action action, Operation.Handler handler) {
        return Optional.of(Operation.on(name.packageName(), action, handler));
    }
}
