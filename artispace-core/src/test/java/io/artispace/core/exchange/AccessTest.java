package io.artispace.core.exchange;

import static io.artispace.core.exchange.HandlerFixture.basic;
import static io.artispace.core.exchange.HandlerFixture.request;
import static io.artispace.core.exchange.HandlerFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import io.artispace.core.exchange.HandlerFixture.RequestBuilder;
import io.artispace.exchange.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and how much a refused caller learns. */
class AccessTest {
    private final HandlerFixture fixture = new HandlerFixture();

    @BeforeEach
    void publish() {
        fixture.open.files.put("a", "A");
        fixture.closed.files.put("a", "A");
    }

    @ParameterizedTest(name = "{0} {1} from {2}: {3}")
    @CsvSource({
        "POST, /open/upload,  cross-site,  403",
        "PUT,  /open/upload,  cross-site,  403",
        "POST, /open/absent,  cross-site,  403",
        "POST, /open/upload,  same-origin, 201",
        "POST, /open/upload,  none,        201",
        "GET,  /open/file/a,  cross-site,  200",
        "HEAD, /open/file/a,  cross-site,  200",
    })
    void pagesOfOtherSitesChangeNothing(String method, String path, String site, int status) {
        assertThat(status(request(method, path).as("writer").headers("Sec-Fetch-Site: " + site)))
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} {1}: anonymous {2}, wrong {3}, nobody {4}, reader {5}, writer {6}, admin {7}")
    @CsvSource({
        "GET,    /open/file/a,      200, 401, 200, 200, 200, 200",
        "GET,    /open/file/b,      404, 401, 404, 404, 404, 404",
        "GET,    /open/unknown,     404, 401, 404, 404, 404, 404",
        "GET,    /open/malformed,   400, 401, 400, 400, 400, 400",
        "GET,    /open/login,       200, 200, 200, 200, 200, 200",
        "GET,    /open/whoami,      401, 401, 200, 200, 200, 200",
        "PUT,    /open/upload,      401, 401, 403, 403, 201, 201",
        "DELETE, /open/file/a,      401, 401, 403, 403, 403, 200",
        "PUT,    /open/secret/a,    401, 401, 403, 403, 403, 200",
        "GET,    /closed/file/a,    401, 401, 404, 200, 200, 200",
        "GET,    /closed/file/b,    401, 401, 404, 404, 404, 404",
        "GET,    /closed/unknown,   401, 401, 404, 404, 404, 404",
        "GET,    /closed/malformed, 401, 401, 404, 400, 400, 400",
        "GET,    /closed/login,     200, 200, 200, 200, 200, 200",
        "GET,    /closed/whoami,    401, 401, 200, 200, 200, 200",
        "PUT,    /closed/upload,    401, 401, 404, 403, 201, 201",
        "DELETE, /closed/file/a,    401, 401, 404, 403, 403, 200",
        "PUT,    /closed/secret/a,  401, 401, 404, 403, 403, 200",
        "GET,    /absent/file/a,    401, 401, 404, 404, 404, 404",
        "PUT,    /absent/upload,    401, 401, 404, 404, 404, 404",
        "GET,    /,                 401, 401, 404, 404, 404, 404",
    })
    void isDecidedByRole(
            String method, String path, int anonymous, int wrong, int nobody, int reader, int writer, int admin) {
        assertThat(status(request(method, path))).isEqualTo(anonymous);
        assertThat(status(request(method, path).headers("Authorization: Bearer stale")))
                .isEqualTo(wrong);
        assertThat(status(request(method, path).as("nobody"))).isEqualTo(nobody);
        assertThat(status(request(method, path).as("reader"))).isEqualTo(reader);
        assertThat(status(request(method, path).as("writer"))).isEqualTo(writer);
        assertThat(status(request(method, path).as("admin"))).isEqualTo(admin);
    }

    @Test
    void requestWithoutARepositoryIsToldToNameOne() {
        Response response = fixture.handle(request("GET", "/").as("reader").build());

        assertThat(text(response)).contains("This address names no repository. Add the name of one");
    }

    @Test
    void browserIsShownTheRepositoriesThatAreOpenToItsUser() {
        String open = "<a href=\"open/\">open</a>";
        String closed = "<a href=\"closed/\">closed</a>";

        assertThat(text(fixture.handle(browser("/").build()))).contains(open).doesNotContain(closed);
        assertThat(text(fixture.handle(browser("/").as("reader").build()))).contains(open, closed);
        assertThat(status(browser("/").headers("Accept: application/xhtml+xml", "Authorization: Bearer wrong")))
                .isEqualTo(401);
        assertThat(status(request("GET", "/"))).isEqualTo(401);
    }

    @Test
    void browserIsShownErrorsAsPages() {
        for (String path : List.of("/closed/file/a", "/open/file/b", "/open/malformed", "/absent/", "/%zz")) {
            Response plain = fixture.handle(request("GET", path).build());
            Response page = fixture.handle(browser(path).build());

            assertThat(page.status()).isEqualTo(plain.status());
            assertThat(page.header("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(text(page)).contains("<h1>" + page.status() + " ");
            assertThat(plain.header("Content-Type").orElse("")).doesNotContain("html");
        }
    }

    private static RequestBuilder browser(String path) {
        return request("GET", path).headers("Accept: text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void browserIsSentToTheSlashThatLinksCountOnWhetherTheRepositoryIsThereOrNot() {
        for (String name : List.of("open", "closed", "absent", "a:b")) {
            Response response = fixture.handle(browser("/" + name).build());

            assertThat(response.status()).isEqualTo(302);
            assertThat(response.header("Location")).contains("./" + name + "/");
        }
        assertThat(status(browser("/open/"))).isNotEqualTo(302);
        assertThat(status(request("GET", "/open").headers("Accept: text/html,*/*")))
                .isNotEqualTo(302);
    }

    private int status(RequestBuilder builder) {
        Response response = fixture.handle(builder.build());
        assertThat(response.header("WWW-Authenticate").isPresent()).isEqualTo(response.status() == 401);
        return response.status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@2026-01-01", "~build-42", "@2026-01-01~build-42"})
    void browserIsSentToTheSlashAsOfAnInstantAndInASessionToo(String how) {
        Response hidden = fixture.handle(
                request("GET", "/closed" + how + "/file/a").as("nobody").build());
        Response absent = fixture.handle(
                request("GET", "/absent" + how + "/file/a").as("nobody").build());

        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.headers()).isEqualTo(absent.headers());
        assertThat(text(hidden)).isEqualTo(text(absent).replace("absent", "closed"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, file/a",
        "GET, file/b",
        "GET, unknown",
        "GET, malformed",
        "PUT, upload",
        "DELETE, file/a",
        "GET, ''"
    })
    void aRepositoryThatMayNotBeReadLooksLikeOneThatIsNotThere(String method, String path) {
        for (List<String> credentials : List.<List<String>>of(
                List.of(), List.of("Authorization: " + basic("nobody")), List.of("Authorization: x"))) {
            String[] headers = credentials.toArray(String[]::new);
            Response hidden = fixture.handle(request(method, "/closed/" + path)
                    .headers(headers)
                    .headers("Content-Length: 9999999999999999")
                    .build());
            Response absent = fixture.handle(request(method, "/absent/" + path)
                    .headers(headers)
                    .headers("Content-Length: 9999999999999999")
                    .build());

            assertThat(hidden.status()).isEqualTo(absent.status());
            assertThat(hidden.headers()).isEqualTo(absent.headers());
            assertThat(text(hidden)).isEqualTo(text(absent).replace("absent", "closed"));
        }
    }

    @Test
    void hiddenRepositoryLooksMissingAlsoIfTheHostDoesNotKnowTheToken() {
        Response hidden = fixture.handle(request("GET", "/closed/file/a")
                .as(Caller.anonymous())
                .headers("Authorization: Bearer stale")
                .build());
        Response absent = fixture.handle(request("GET", "/absent/file/a")
                .as(Caller.anonymous())
                .headers("Authorization: Bearer stale")
                .build());

        assertThat(hidden.status()).isEqualTo(absent.status()).isEqualTo(401);
        assertThat(hidden.headers()).isEqualTo(absent.headers());
    }

    @Test
    void theChallengeHoldsNoWordThatNpmTakesForAnotherWayToAuthenticate() {
        Response response = fixture.get("/closed/file/a");

        assertThat(response.header("WWW-Authenticate")).contains("Basic realm=\"ArtiSpace\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /closed/file/a", "GET /absent/file/a", "GET /open/file/a", "PUT /open/upload", "GET /"})
    void invalidTokenIsNamedAsTheReason(String call) {
        String[] parts = call.split(" ");

        Response token = fixture.handle(request(parts[0], parts[1])
                .headers("Authorization: bearer stale")
                .build());
        Response password = fixture.handle(
                request(parts[0], parts[1]).headers("Authorization: Basic eDp5").build());

        assertThat(token.status()).isEqualTo(401);
        assertThat(token.header("WWW-Authenticate")).contains("Bearer realm=\"ArtiSpace\", Basic realm=\"ArtiSpace\"");
        assertThat(password.header("WWW-Authenticate")).contains("Basic realm=\"ArtiSpace\"");
    }

    @Test
    void refusalsOfWhatMayBeReadAreInTheFormatsStyle() {
        Response forbidden =
                fixture.handle(request("PUT", "/closed/upload").as("reader").build());
        Response unauthenticated = fixture.handle(request("PUT", "/open/upload").build());

        assertThat(text(forbidden))
                .isEqualTo("403 \"reader\" may not publish in \"closed\". Ask an administrator of the repository.");
        assertThat(text(unauthenticated)).startsWith("401 This needs credentials");
    }

    @Test
    void limitOfTheTokenIsNamedAsTheReason() {
        Caller limited = new Caller("writer", Caller.Kind.USER, Role.WRITE, TokenScope.of(Role.READ), Map.of());

        Response forbidden =
                fixture.handle(request("PUT", "/closed/upload").build().as(limited));

        assertThat(text(forbidden))
                .startsWith("403 \"writer\" may not publish in \"closed\" with this token, which is limited.");
    }

    @Test
    void staleCredentialsDoNotKeepAnyoneFromLoggingIn() {
        Response response = fixture.handle(request("PUT", "/closed/login")
                .headers("Authorization: Bearer stale")
                .build());

        assertThat(text(response)).isEqualTo("anonymous");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic cmVhZGVy",
                "Basic cmVhZGVyOndyb25n",
                "Basic /w==",
                "Bearer",
                "Bearer wrong",
                "Digest username=reader",
                "Negotiate abc",
                "reader:reader",
                ""
            })
    void invalidCredentialsAreRefusedEvenWhereNoneAreNeeded(String header) {
        assertThat(fixture.get("/open/file/a", "Authorization: " + header).status())
                .isEqualTo(401);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Basic cmVhZGVyOnJlYWRlcg==",
                "basic cmVhZGVyOnJlYWRlcg==",
                "BASIC   cmVhZGVyOnJlYWRlcg==",
                "bEaReR reader"
            })
    void schemesAreUnderstoodInAnyCase(String header) {
        assertThat(text(fixture.get("/closed/whoami", "Authorization: " + header)))
                .isEqualTo("reader");
    }

    @Test
    void twoSetsOfCredentialsAreRefused() {
        Response response =
                fixture.get("/closed/file/a", "Authorization: " + basic("reader"), "Authorization: " + basic("admin"));

        assertThat(response.status()).isEqualTo(401);
    }

    @Test
    void theIdentityGivenByTheHostCountsAndNotTheHeader() {
        Response response = fixture.handle(request("GET", "/closed/whoami")
                .as(Caller.user("alice", Role.READ))
                .as("admin")
                .build());

        assertThat(text(response)).isEqualTo("alice");
    }

    @Test
    void theHostItselfMayDoEverything() {
        assertThat(status(request("DELETE", "/closed/file/a").as(Caller.host())))
                .isEqualTo(200);
    }

    @Test
    void aPolicyThatFailsDenies() {
        fixture.policy = asked -> {
            throw new IllegalStateException("broken");
        };

        assertThat(status(request("GET", "/open/file/a"))).isEqualTo(401);
        assertThat(status(request("GET", "/open/file/a").as("admin"))).isEqualTo(404);
    }

    @Test
    void aPackageThatMayNotBeReadLooksLikeAnUnknownPath() {
        fixture.open.documents.put("hidden", "{}");
        fixture.policy = asked -> asked.packageName().isEmpty() && asked.action() == Action.READ;

        Response hidden =
                fixture.handle(request("GET", "/open/doc/hidden").as("reader").build());
        Response unknown =
                fixture.handle(request("GET", "/open/unknown").as("reader").build());

        assertThat(text(hidden)).isEqualTo("404 There is nothing at \"doc/hidden\" in \"open\" that is open to you.");
        assertThat(text(unknown)).isEqualTo(text(hidden).replace("doc/hidden", "unknown"));
    }
}
