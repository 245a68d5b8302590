package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.upstream.Upstream;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[fe80::1]",
                "[fd00::1]",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:a00:1::]",
                "[::7f00:1]",
                "[::ffff:0:7f00:1]",
                "[2001:0:4136::1]",
                "[100::1]",
                "[5f00::1]"
            })
    void specialAddressesAreRefusedByDefaultAndAllowedWhereTheDefinitionSaysSo(String host) {
        URI url = URI.create("http://" + host + "/");

        assertThatThrownBy(() -> Addresses.check(url, Upstream.at(url))).isInstanceOf(RefusedException.class);
        assertThatCode(() -> Addresses.check(url, Upstream.at(url).atAnyAddress()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "192.0.1.1",
                "192.1.0.1",
                "193.0.0.1",
                "198.20.0.1",
                "223.255.255.1",
                "[2606:4700::1]",
                "[2001:4860::1]",
                "[2a00::1]"
            })
    void publicAddressesAreAsked(String host) {
        URI url = URI.create("https://" + host + "/");

        assertThatCode(() -> Addresses.check(url, Upstream.at(url))).doesNotThrowAnyException();
    }
}
