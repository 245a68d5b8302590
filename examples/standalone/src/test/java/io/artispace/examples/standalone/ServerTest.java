package io.artispace.examples.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    @Test
    void passwordOfTheAdminIsNotLostBecauseThePortIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Options taken = options(directory, other.getLocalPort());
            assertThatThrownBy(() -> Server.start(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(":" + other.getLocalPort());
        }
        try (Server server = Server.start(options(directory, 0))) {
            assertThat(server.generatedPassword()).isPresent();
        }
    }

    private static Options options(Path directory, int port) {
        return Options.parse(
                "--data",
                directory.resolve("store").toString(),
                "--port",
                Integer.toString(port),
                "--maven-upstream",
                "http://127.0.0.1:1/maven/",
                "--npm-upstream",
                "http://127.0.0.1:1/npm/");
    }
}
