package io.artispace.format.npm.endpoint;

import io.artispace.NotFoundException;
import io.artispace.access.Action;
import io.artispace.format.Operation;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.packument.NpmName;
import java.util.List;
import java.util.Optional;

/** Routes below {@code /-/}: about the caller, about the repository, and the later ones about packages. */
final class RegistryRoutes {
    /** Not "nothing is there": npm shows only this sentence and the address, and adds that some package were missing. */
    private static final String NO_ORGANIZATIONS =
            "This registry has no organizations, teams and hooks. What users may do is decided by their roles: ask an administrator.";

    private static final String NO_STAGING =
            "This registry stages no versions. Publish without staging (npm publish): the version is there at once.";

    private static final String NO_TRUST =
            "This registry knows no trusted publishers. Have the CI publish with a token instead (npm token create).";

    private RegistryRoutes() {}

    /**
     * Finds what a request means.
     *
     * @param path the segments after the dash
     */
    static Optional<Operation> find(RepositoryRequest request, List<String> path) {
        if (path.isEmpty() || path.contains("")) {
            return Optional.empty();
        }
        if (path.get(0).equals("package")) {
            return ofPackage(request.method(), path.subList(1, path.size()));
        }
        if (path.get(0).equals("user")) {
            return ofUser(request.method(), path.subList(1, path.size()));
        }
        if (path.size() == 3 && path.get(0).equals("org") && path.get(2).equals("package")) {
            return request.method().equals("GET")
                    ? read(exchange -> PeopleEndpoints.packagesOfScope(exchange, path.get(1)))
                    : Optional.empty();
        }
        if (path.get(0).equals("org")
                || path.get(0).equals("team")
                || String.join("/", path).startsWith("npm/v1/hooks")) {
            return missing(NO_ORGANIZATIONS);
        }
        if (path.get(0).equals("stage")) {
            return missing(NO_STAGING);
        }
        return fixed(request.method() + " " + String.join("/", path)).or(() -> withArgument(request.method(), path));
    }

    private static Optional<Operation> fixed(String route) {
        return switch (route) {
            case "GET ping" -> connect(exchange -> Answer.ok(Json.object()));
            case "GET whoami" -> connect(PeopleEndpoints::whoami);
            case "POST v1/login" -> connect(WebLoginEndpoints::begin);
            case "GET npm/v1/user" -> connect(ProfileEndpoint::get);
            case "POST npm/v1/user" -> connect(ProfileEndpoint::set);
            case "GET npm/v1/tokens" -> connect(TokenEndpoints::list);
            case "POST npm/v1/tokens" -> connect(TokenEndpoints::create);
            case "POST npm/v1/security/advisories/bulk" -> connect(AuditEndpoints::bulk);
            case "POST npm/v1/security/audits", "POST npm/v1/security/audits/quick" ->
                connect(exchange -> TreeAuditEndpoint.answer(exchange, "-/" + route.substring("POST ".length())));
            case "GET v1/search" -> read(SearchEndpoint::search);
            case "GET _view/starredByUser" -> read(PeopleEndpoints::starred);
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> withArgument(String method, List<String> path) {
        String route = method + " " + String.join("/", path.subList(0, Math.min(3, path.size())));
        if (route.equals("DELETE npm/v1/tokens")
                && path.size() == 5
                && path.get(3).equals("token")) {
            return connect(exchange -> TokenEndpoints.revoke(exchange, path.get(4)));
        }
        if (path.size() != 5) {
            return Optional.empty();
        }
        return switch (route) {
            case "GET v1/login/done" ->
                connect(exchange ->
                        WebLoginEndpoints.outcome(exchange, WebLoginEndpoints.expires(path.get(3)), path.get(4)));
            case "GET v1/login/form" ->
                connect(exchange -> WebLoginEndpoints.form(exchange, WebLoginEndpoints.expires(path.get(3))));
            case "POST v1/login/form" ->
                connect(exchange ->
                        WebLoginEndpoints.submit(exchange, WebLoginEndpoints.expires(path.get(3)), path.get(4)));
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> ofUser(String method, List<String> path) {
        if (path.size() == 2 && path.get(1).equals("package") && method.equals("GET")) {
            return read(exchange -> PeopleEndpoints.packages(exchange, path.get(0)));
        }
        if (path.size() == 2 && path.get(0).equals("token") && method.equals("DELETE")) {
            return connect(exchange -> LoginEndpoint.logout(exchange, path.get(1)));
        }
        if (path.isEmpty() || !path.get(0).startsWith(LoginEndpoint.ID_PREFIX)) {
            return Optional.empty();
        }
        String user = path.get(0).substring(LoginEndpoint.ID_PREFIX.length());
        boolean plain = path.size() == 1;
        boolean withRevision = path.size() == 3 && path.get(1).equals("-rev");
        if (method.equals("PUT") && (plain || withRevision)) {
            return connect(exchange -> LoginEndpoint.login(exchange, user));
        }
        return method.equals("GET") && plain
                ? connect(exchange -> PeopleEndpoints.user(exchange, user))
                : Optional.empty();
    }

    private static Optional<Operation> ofPackage(String method, List<String> path) {
        int nameLength = !path.isEmpty() && path.get(0).startsWith("@") ? 2 : 1;
        if (path.size() <= nameLength) {
            return Optional.empty();
        }
        NpmName name = new NpmName(String.join("/", path.subList(0, nameLength)));
        List<String> rest = path.subList(nameLength, path.size());
        String route = method + " " + rest.get(0) + (rest.size() == 2 ? "/TAG" : "");
        if (rest.size() > 2) {
            return Optional.empty();
        }
        return switch (route) {
            case "GET dist-tags" -> on(name, Action.READ, exchange -> DistTagEndpoints.list(exchange, name));
            case "PUT dist-tags/TAG" ->
                on(name, Action.PUBLISH, exchange -> DistTagEndpoints.put(exchange, name, rest.get(1)));
            case "DELETE dist-tags/TAG" ->
                on(name, Action.PUBLISH, exchange -> DistTagEndpoints.delete(exchange, name, rest.get(1)));
            case "GET visibility" -> on(name, Action.READ, exchange -> AccessEndpoints.visibility(exchange, name));
            case "GET collaborators" ->
                on(name, Action.READ, exchange -> AccessEndpoints.collaborators(exchange, name));
            case "POST access" -> on(name, Action.PUBLISH, exchange -> AccessEndpoints.set(exchange, name));
            case "GET trust", "POST trust", "DELETE trust/TAG" -> missing(NO_TRUST);
            default -> Optional.empty();
        };
    }

    private static Optional<Operation> on(NpmName name, Action action, Operation.Handler handler) {
        return Optional.of(Operation.on(name.packageName(), action, handler));
    }

    /** Touches no package and reveals none: allowed to anyone, and each endpoint asks for what else it needs. */
    private static Optional<Operation> connect(Operation.Handler handler) {
        return Optional.of(Operation.onRepository(Action.CONNECT, handler));
    }

    /** What other registries have and this one has not. */
    private static Optional<Operation> missing(String why) {
        return read(exchange -> {
            throw new NotFoundException(why);
        });
    }

    private static Optional<Operation> read(Operation.Handler handler) {
        return Optional.of(Operation.onRepository(Action.READ, handler));
    }
}
