package io.artispace.core.exchange;

import io.artispace.Limits;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.AccessPolicy;
import io.artispace.access.Accounts;
import io.artispace.access.Caller;
import io.artispace.core.access.Authenticator;
import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.core.exchange.Finish.Caching;
import io.artispace.core.repository.ServedRepository;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import io.artispace.exchange.WebPage;
import io.artispace.format.RepositoryRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Answers requests. The way of one:
 *
 * <ol>
 *   <li>{@link Target} reads path and query, once and strictly.
 *   <li>The repository is found by the first segment, the caller by {@link Authenticator}.
 *   <li>The format routes: it says which action on which package is asked for.
 *   <li>{@link AccessCheck} asks the access policy, and decides how much a refused caller learns.
 *   <li>{@link Preconditions} refuses to change what is not as the client believes it to be.
 *   <li>The format's handler works with a {@link CallExchange}, which answers with files and documents.
 *   <li>{@link Finish} applies conditions, ranges and HEAD, and adds the headers that all answers have.
 *   <li>{@link Failure} turns whatever was thrown on the way into a status and a sentence, which the format dresses.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class RequestHandler {
    private static final String ALLOWED = "GET, HEAD, PUT, POST, PATCH, DELETE, OPTIONS";

    private final ServedRepositories repositories;
    private final Authenticator authenticator;
    private final ExchangeParts parts;
    private final AccessPolicy policy;
    private final Limits limits;

    /**
     * Creates a handler.
     *
     * @param repositories what is asked for
     * @param authenticator finds the caller
     * @param accounts for the formats
     * @param policy decides
     * @param limits of bodies
     * @param clock tells formats the time
     */
    public RequestHandler(
            ServedRepositories repositories,
            Authenticator authenticator,
            Accounts accounts,
            AccessPolicy policy,
            Limits limits,
            InstantSource clock) {
        this.repositories = repositories;
        this.authenticator = authenticator;
        this.parts = new ExchangeParts(accounts, clock, new FileHeads());
        this.policy = policy;
        this.limits = limits;
    }

    /**
     * Answers a request; nothing is thrown but {@link Error}s.
     *
     * @param request the request
     * @return the answer
     */
    public Response handle(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException thrown) {
            Failure failure = Failure.of(thrown, () -> "A request to find its repository or caller");
            // If there is no such repository, a caller with valid credentials is answered 404. Where the host
            // authenticates, they were not looked at, as they are not in a repository that must look the same.
            boolean wrongCredentials =
                    failure.status() == 401 && request.caller().isEmpty();
            List<Header> headers = wrongCredentials ? Finish.afterWrongCredentials(request) : failure.headers();
            return Finish.complete(request.method(), NeutralError.of(failure, request), Caching.NOWHERE, headers);
        }
    }

    /**
     * Answers a request that came when the registry was closed already, or was under way then, which happens in every host that stops: the
     * client may ask again when it is back.
     *
     * @param request the request
     * @return the answer
     */
    public static Response closed(Request request) {
        Failure failure = new Failure(
                503,
                "The registry was closed before this was done. Try again when its host has opened it again.",
                List.of(new Header("Retry-After", "5")));
        return Finish.complete(request.method(), NeutralError.of(failure, request), Caching.NOWHERE, failure.headers());
    }

    private Response answer(Request request) {
        String rawQuery = request.rawQuery();
        Target target = Target.of(request.rawPath(), rawQuery == null ? "" : rawQuery);
        String method = method(request);
        if (method.equals("OPTIONS")) {
            return withoutBody(method, Response.status(204).header("Allow", ALLOWED));
        }
        demandSameSite(method, request);
        boolean forPeople = method.equals("GET") && WebPage.isAskedFor(request.headers());
        if (forPeople && lacksSlash(request, target)) {
            // Relative, since a person may have come by another address than the base URL.
            String slash = "./" + target.repository() + "/" + (rawQuery == null ? "" : "?" + rawQuery);
            return withoutBody(method, Response.status(302).header("Location", slash));
        }
        Seen seen = repositories.now();
        Optional<ServedRepository> found = repositories.find(target.repository(), seen);
        Optional<Caller> caller = authenticator.authenticate(request, seen);
        if (forPeople && target.repository().isEmpty()) {
            return startPage(request.method(), target, caller);
        }
        ServedRepository repository = found.orElseThrow(() -> noRepository(target.repository(), caller));
        return answer(request, method, target, repository, caller);
    }

    private Response answer(
            Request request, String method, Target target, ServedRepository repository, Optional<Caller> caller) {
        RequestBody body = new RequestBody(request, limits);
        RepositoryRequest decoded = new RepositoryRequest(
                method,
                target.path(),
                target.query(),
                request.headers(),
                body,
                request.baseUrl() + target.repository() + "/");
        AccessCheck access = new AccessCheck(policy, repository.definition(), target, caller);
        return new Call(request, decoded, body, repository, access, parts).answer();
    }

    private static Response withoutBody(String method, Response.Builder answer) {
        return Finish.complete(method, answer.withoutBody().build(), Caching.NOWHERE, List.of());
    }

    /** Anybody else than a known caller is asked for credentials, unless something is open without. */
    private Response startPage(String method, Target target, Optional<Caller> caller) {
        List<RepositoryDefinition> open = repositories.definitions().stream()
                .filter(repository ->
                        caller.isPresent() && new AccessCheck(policy, repository, target, caller).isReadable())
                .toList();
        if (open.isEmpty()) {
            throw noRepository("", caller);
        }
        return Finish.complete(method, StartPage.of(open), Caching.NOWHERE, List.of());
    }

    /**
     * Refuses to change anything if a browser says that another site's page made it send the request. It adds what it was told to log in
     * with here, a password or the host's cookie, and sends a simple POST without asking before. Programs do not send this header.
     */
    private static void demandSameSite(String method, Request request) {
        boolean otherSite = request.headers()
                .first("Sec-Fetch-Site")
                .filter("cross-site"::equals)
                .isPresent();
        if (otherSite && !method.equals("GET")) {
            throw new Refusal(
                    403,
                    "A page of another site had your browser send this request, which would change something here. Nothing was done.");
        }
    }

    /**
     * Tells whether a repository is asked for without the slash at the end, without which the links of its pages would not work. Whether
     * there is such a repository does not matter, so nothing is revealed.
     */
    private static boolean lacksSlash(Request request, Target target) {
        return !target.repository().isEmpty() && request.rawPath().equals("/" + target.repository());
    }

    /** Returns the method the format is asked for. An unknown method is answered as the client's error, never as the server's. */
    private static String method(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> "GET";
            case "PUT", "POST", "PATCH", "DELETE", "OPTIONS" -> request.method();
            default ->
                throw new Refusal(
                        405,
                        "The method " + Quote.of(request.method()) + " is not served here; " + ALLOWED + " are.",
                        new Header("Allow", ALLOWED));
        };
    }

    private static Refusal noRepository(String name, Optional<Caller> caller) {
        if (caller.isEmpty()) {
            return Refusal.unauthenticated(AccessCheck.WRONG_CREDENTIALS);
        }
        return caller.get().isAnonymous()
                ? Refusal.unauthenticated(AccessCheck.NO_CREDENTIALS)
                : Refusal.noRepository(name);
    }
}
