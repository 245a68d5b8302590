package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.StorageFailedException;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTextTest {
    private final ScopeText text = new ScopeText();

    @Test
    void isReadableJson() {
        TokenScope scope = new TokenScope(Role.READ, Set.of("npm"), Set.of("@acme/*", "\"quoted\""));

        assertThat(text.write(scope))
                .isEqualTo(
                        "{\"role\":\"READ\",\"repositories\":[\"npm\"],\"packages\":[\"\\\"quoted\\\"\",\"@acme/*\"]}");
    }

    @Test
    void scopeIsReadBackAsItWasWritten() {
        for (Role role : Role.values()) {
            TokenScope scope = new TokenScope(role, Set.of("a", "b"), Set.of("ünïcode"));

            assertThat(text.read(text.write(scope))).isEqualTo(scope);
            assertThat(text.read(text.write(TokenScope.of(role)))).isEqualTo(TokenScope.of(role));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ADMIN",
                "[]",
                "{}",
                "{\"role\":\"ADMIN\"}",
                "{\"role\":\"ADMIN\",\"repositories\":[]}",
                "{\"role\":\"OWNER\",\"repositories\":[],\"packages\":[]}",
                "{\"role\":\"ADMIN\",\"repositories\":{},\"packages\":[]}",
                "{\"role\":\"ADMIN\",\"repositories\":[1],\"packages\":[]}",
                "{\"role\":\"ADMIN\",\"repositories\":[],\"packages\":[],\"until\":\"tomorrow\"}",
                "{\"role\":\"ADMIN\",\"repositories\":[],\"packages\":["
            })
    void aScopeThatLostAPartIsNotWidened(String damaged) {
        assertThatThrownBy(() -> text.read(damaged)).isInstanceOf(StorageFailedException.class);
    }
}
