package io.artispace.core.exchange;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.access.Action;
import io.artispace.core.exchange.Finish.Caching;
import io.artispace.core.repository.ServedRepository;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import io.artispace.exchange.WebPage;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request to one repository: route, access, the format's handler, and the answer to failures. Used once. */
final class Call {
    private static final Logger logger = LoggerFactory.getLogger(Call.class);

    private final Request request;
    private final RepositoryRequest decoded;
    private final RequestBody body;
    private final ServedRepository repository;
    private final PackageFormat format;
    private final AccessCheck access;
    private final ExchangeParts parts;
    private @Nullable Operation operation;

    Call(
            Request request,
            RepositoryRequest decoded,
            RequestBody body,
            ServedRepository repository,
            AccessCheck access,
            ExchangeParts parts) {
        this.request = request;
        this.decoded = decoded;
        this.body = body;
        // A request must see its own changes.
        this.repository = decoded.method().equals("GET")
                ? repository
                : repository.reading(repository.reading().since(OptionalLong.empty()));
        this.format = repository.packageFormat();
        this.access = access;
        this.parts = parts;
    }

    /** Answers; whatever goes wrong becomes an answer. */
    Response answer() {
        try {
            Operation routed = route();
            operation = routed;
            access.demand(routed);
            if (!decoded.method().equals("GET")) {
                body.check();
                Preconditions.demand(decoded, this::present);
            }
            CallExchange exchange = exchange(decoded, repositoryFor(routed), routed);
            Response response = exchange.dated(routed.handler().handle(exchange));
            if (response.status() == 404 && WebPage.isAskedFor(request.headers())) {
                throw access.nothingThere();
            }
            Response selected = Finish.select(request.method(), request.headers(), response);
            Optional<Response> redirect =
                    Redirects.instead(request.method(), repository.definition(), response, selected);
            if (redirect.isPresent()) {
                return Finish.complete(request.method(), redirect.get(), Caching.NOWHERE, List.of());
            }
            return Finish.complete(request.method(), selected, caching(routed), List.of());
        } catch (IOException | RuntimeException thrown) {
            return explain(thrown);
        }
    }

    /**
     * Returns the repository to work on. A request that changes a group changes its destination, so the caller must be allowed to do that
     * there, too.
     */
    private ServedRepository repositoryFor(Operation routed) {
        boolean reading = routed.action() == Action.READ || routed.action() == Action.CONNECT;
        if (reading) {
            return repository;
        }
        ServedRepository destination = repository
                .findDestination()
                .orElseThrow(() -> new Refusal(405, repository.whyReadOnly(), new Header("Allow", "GET, HEAD")));
        access.demandOf(destination.definition(), routed, routed.action());
        return destination;
    }

    /** A caller that may not read the repository must not learn which requests its format understands. */
    private Operation route() {
        Optional<Operation> routed;
        try {
            routed = format.route(decoded);
        } catch (InvalidInputException malformed) {
            access.demand(Action.READ, null);
            throw malformed;
        }
        if (routed.isEmpty()) {
            access.demand(Action.READ, null);
            throw access.nothingThere();
        }
        return routed.get();
    }

    /** Returns what a GET of the target would be answered with, for the conditions of a request that would change it. */
    private Optional<Response> present(RepositoryRequest get) throws IOException {
        Operation routed = format.route(get).orElse(null);
        if (routed == null || routed.action() != Action.READ) {
            return Optional.empty();
        }
        access.demand(Action.READ, routed.subject());
        ServedRepository looked = repository.reading(repository.reading().unrecorded());
        return Optional.of(routed.handler().handle(exchange(get, looked, routed)));
    }

    private CallExchange exchange(RepositoryRequest what, ServedRepository in, Operation routed) {
        return new CallExchange(
                what, in, routed, access, parts, request.method().equals("HEAD"));
    }

    private Caching caching(Operation routed) {
        boolean reading = routed.action() == Action.READ && decoded.method().equals("GET");
        if (!reading) {
            return Caching.NOWHERE;
        }
        return access.caller().isAnonymous() ? Caching.SHARED : Caching.PRIVATE;
    }

    private Response explain(Exception thrown) {
        Failure failure = Failure.of(thrown, this::attempt);
        boolean hiding = thrown instanceof Refusal refusal && refusal.isHidingRepository();
        boolean inStyle = !hiding && !WebPage.isAskedFor(request.headers());
        Response response = inStyle ? inStyle(failure) : NeutralError.of(failure, request);
        boolean wrongCredentials = failure.status() == 401 && access.wrongCredentials();
        List<Header> headers = wrongCredentials ? Finish.afterWrongCredentials(request) : failure.headers();
        return Finish.complete(request.method(), response, Caching.NOWHERE, headers);
    }

    private Response inStyle(Failure failure) {
        try {
            return format.error(decoded, failure.status(), failure.message());
        } catch (RuntimeException broken) {
            logger.error("The format {} failed to say an error.", format.id(), broken);
            return NeutralError.of(failure, request);
        }
    }

    /** Says what was tried; not the path, in which npm sends tokens. */
    private String attempt() {
        Operation routed = operation;
        String what = request.method() + " in repository " + repository.name();
        return routed == null
                ? what
                : what + " (" + routed.action()
                        + routed.packageName().map(name -> " " + Quote.of(name)).orElse("") + ")";
    }
}
