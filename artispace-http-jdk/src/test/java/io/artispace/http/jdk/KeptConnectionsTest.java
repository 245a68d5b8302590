package io.artispace.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeptConnections connections = new KeptConnections(16, Duration.ofSeconds(40), now::get);

    @Test
    void asManyAreKeptAsTheServerAllowsLessAReserve() {
        for (int port = 1; port <= 14; port++) {
            assertThat(connections.keep(client(port))).isTrue();
        }
        assertThat(connections.keep(client(15))).isFalse();
        assertThat(connections.keep(client(15))).isFalse();
        assertThat(connections.keep(client(1))).isTrue();
    }

    @Test
    void placeOfOneThatWantsToBeClosedIsFree() {
        for (int port = 1; port <= 14; port++) {
            connections.keep(client(port));
        }

        connections.forget(client(3));

        assertThat(connections.keep(client(15))).isTrue();
        assertThat(connections.keep(client(16))).isFalse();
    }

    @Test
    void placeOfOneThatTheServerHasClosedIsFree() {
        for (int port = 1; port <= 14; port++) {
            connections.keep(client(port));
        }
        pass(Duration.ofSeconds(45));
        assertThat(connections.keep(client(15))).isFalse();
        assertThat(connections.keep(client(1))).isTrue();

        pass(Duration.ofSeconds(1));

        for (int port = 15; port <= 27; port++) {
            assertThat(connections.keep(client(port))).as("%d", port).isTrue();
        }
        assertThat(connections.keep(client(28))).isFalse();
    }

    @Test
    void noneIsKeptByAServerThatKeepsNone() {
        assertThat(new KeptConnections(0, Duration.ofSeconds(40), now::get).keep(client(1)))
                .isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static InetSocketAddress client(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }
}
