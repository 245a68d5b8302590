package io.artispace.format.npm;

import io.artispace.access.Role;
import io.artispace.access.Secret;
import java.util.Map;

/** A user, {@code ann}, who logs in with the password {@code correct horse}. */
final class NpmUser {
    static final String LOGIN = "-/user/org.couchdb.user:ann";

    private final NpmFixture fixture;

    /** Creates the user in the registry of the fixture. */
    NpmUser(NpmFixture fixture) {
        this.fixture = fixture;
        fixture.registry().accounts().createUser("ann", Secret.of("correct horse"), Role.WRITE);
        fixture.registry().accounts().setAttributes("ann", Map.of("email", "ann@example.com"));
    }

    /** What npm sends to log in. */
    static String login(String password) {
        return "{\"_id\":\"org.couchdb.user:ann\",\"name\":\"ann\",\"password\":\"" + password
                + "\",\"email\":\"\",\"type\":\"user\",\"roles\":[],\"date\":\"2026-01-02T03:04:05.678Z\"}";
    }

    /** Logs in. */
    String newToken() {
        return fixture.call("PUT", LOGIN)
                .anonymously()
                .body(login("correct horse"))
                .send()
                .json()
                .path("token")
                .asText();
    }

    /** Asks whose token it is. */
    Reply whoami(String token) {
        return fixture.call("GET", "-/whoami").bearer(token).send();
    }
}
