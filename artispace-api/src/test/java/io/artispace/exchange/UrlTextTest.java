package io.artispace.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlTextTest {
    @Test
    void encodesAllButUnreservedCharacters() {
        assertThat(UrlText.encode("aZ09-._~ +*/@:%&\u00e9")).isEqualTo("aZ09-._~%20%2B%2A%2F%40%3A%25%26%C3%A9");
    }

    @Test
    void leavesTheSlashesOfAPath() {
        assertThat(UrlText.encodePath("com/acme/a b.jar")).isEqualTo("com/acme/a%20b.jar");
    }
}
