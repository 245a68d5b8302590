package io.artispace.format.npm.endpoint;

import io.artispace.ConflictException;
import io.artispace.DeniedException;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.access.Accounts;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.Token;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.npm.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Login through a browser: how it works is told at {@link WebLogin}. */
final class WebLoginEndpoints {
    /** The path below which all of it is. */
    static final String PATH = "-/v1/login";

    private static final String POLL_SECONDS = "2";

    private WebLoginEndpoints() {}

    /** {@code POST /-/v1/login}: begins. */
    static Response begin(Exchange exchange) {
        WebLogin login = WebLogin.begin(exchange.now());
        String url = exchange.request().repositoryUrl() + PATH;
        return Answer.ok(Json.object()
                .put("loginUrl", url + "/form/" + login.expires() + "/" + login.hash())
                .put("doneUrl", url + "/done/" + login.expires() + "/" + login.secret()));
    }

    /** {@code GET} of the form's URL. */
    static Response form(Exchange exchange, long expires) {
        return WebLogin.isOver(expires, exchange.now())
                ? LoginPage.over()
                : LoginPage.form(200, exchange.repository().name(), "");
    }

    /** {@code POST} to the form's URL. */
    static Response submit(Exchange exchange, long expires, String hash) throws IOException {
        if (WebLogin.isOver(expires, exchange.now())) {
            return LoginPage.over();
        }
        Map<String, String> fields = FormFields.read(exchange.request());
        String user = fields.getOrDefault("user", "");
        try {
            Callers.requirePassword(exchange.accounts(), user, fields.getOrDefault("password", ""));
        } catch (DeniedException e) {
            // Not 401, for which a browser would show its own dialogue.
            return LoginPage.form(403, exchange.repository().name(), e.getMessage());
        }
        leaveNote(exchange.accounts(), user, Secret.of(WebLogin.note(expires, hash)));
        return LoginPage.done();
    }

    private static void leaveNote(Accounts accounts, String user, Secret note) {
        if (accounts.findToken(note).isEmpty()) {
            accounts.issueToken(
                    user,
                    TokenRequest.of(TokenScope.of(Role.NONE))
                            .expiringAfter(WebLogin.PATIENCE)
                            .attribute(TokenEndpoints.NAME, "npm login, not collected yet")
                            .withSecret(note));
        }
    }

    /** {@code GET} of the URL the client polls. */
    static Response outcome(Exchange exchange, long expires, String secret) {
        if (WebLogin.isOver(expires, exchange.now())) {
            throw new NotFoundException("This login took too long. Run npm login again.");
        }
        WebLogin login = new WebLogin(expires, secret);
        Accounts accounts = exchange.accounts();
        Secret token = Secret.of(login.token());
        if (accounts.findToken(token).isEmpty() && !collect(accounts, login, token)) {
            return Answer.json(202, Json.object()).toBuilder()
                    .header("Retry-After", POLL_SECONDS)
                    .build();
        }
        return Answer.ok(Json.object().put("token", token.reveal()));
    }

    /** Turns the note into the token; false if nobody has logged in yet. */
    private static boolean collect(Accounts accounts, WebLogin login, Secret token) {
        Optional<Token> note = accounts.findToken(Secret.of(WebLogin.note(login.expires(), login.hash())));
        note.ifPresent(found -> {
            try {
                accounts.issueToken(found.user(), LoginEndpoint.request().withSecret(token));
            } catch (ConflictException e) {
                // The client asked twice at once, and the other request was first: the token is the same.
                return;
            }
            accounts.revokeToken(found.user(), found.id());
        });
        return note.isPresent();
    }

    /** Reads the time in a URL. */
    static long expires(String segment) {
        try {
            return Long.parseLong(segment);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("This is not the URL of a login. Run npm login again.", e);
        }
    }
}
