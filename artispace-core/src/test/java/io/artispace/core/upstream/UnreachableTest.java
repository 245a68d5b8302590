package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What is said of an upstream that gave no answer. */
class UnreachableTest {
    @Test
    void tellsNameConnectionAndCertificateApart() {
        IOException unknown = new ConnectException();
        unknown.initCause(new UnresolvedAddressException());

        assertThat(Unreachable.reason(new IOException(unknown)))
                .isEqualTo("the name of the upstream's host has no address");
        assertThat(Unreachable.reason(new HttpConnectTimeoutException("")))
                .isEqualTo("the upstream could not be connected to in time");
        assertThat(Unreachable.reason(new SSLHandshakeException("")))
                .startsWith("no secure connection to the upstream came about");
    }
}
