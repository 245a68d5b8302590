package io.artispace.format.npm.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.access.Role;
import io.artispace.access.TokenRequest;
import io.artispace.format.npm.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenWishTest {
    private static TokenRequest read(String members) {
        byte[] body = ("{\"password\":\"correct horse\"," + members + "}").getBytes(StandardCharsets.UTF_8);
        return TokenWish.read(Json.readObject(new ByteArrayInputStream(body), "a test"), Instant.EPOCH);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"orgs\":[\"acme\"],\"orgs_permission\":\"read-only\"",
                "\"orgs\":[\"acme\"]",
                "\"orgs\":[\"acme\"],\"orgs_permission\":\"no-access\"",
                "\"orgs\":\"acme\"",
                "\"orgs_permission\":\"read-write\"",
                "\"orgs_permission\":[\"read-write\"]",
                "\"packages\":\"app\",\"packages_and_scopes_permission\":\"read-write\"",
                "\"packages\":{\"0\":\"app\"}",
                "\"scopes\":\"@s\"",
                "\"packages_all\":\"yes\"",
                "\"packages_and_scopes_permission\":[\"no-access\"]",
                "\"readonly\":\"yes\"",
                "\"cidr_whitelist\":\"10.0.0.0/8\"",
            })
    void wishesForLimitsThatAreNotKeptMakeNoToken(String limits) {
        assertThatThrownBy(() -> read(limits)).isInstanceOf(InvalidInputException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"packages_all\":true | READ",
                "\"packages_all\":true,\"packages_and_scopes_permission\":\"read-write\" | WRITE",
                "\"packages_all\":true,\"packages_and_scopes_permission\":\"no-access\" | NONE",
                "\"scopes\":[\"@s\"] | READ",
                "\"orgs\":[],\"orgs_permission\":\"no-access\" | READ",
                "\"orgs\":[],\"packages\":null,\"packages_all\":null,\"orgs_permission\":null | ADMIN",
                "\"readonly\":false,\"cidr_whitelist\":[] | ADMIN",
                "\"description\":\"for the CI\" | ADMIN",
            })
    void tokensMayDoNoMoreThanWasClearlyAsked(String wish, Role role) {
        assertThat(read(wish).scope().role()).isEqualTo(role);
    }
}
