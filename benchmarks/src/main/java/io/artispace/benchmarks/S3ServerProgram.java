package io.artispace.benchmarks;

import io.artispace.servers.S3Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** An S3 server in a process of its own. */
final class S3ServerProgram {
    private S3ServerProgram() {}

    /** Serves, with its objects in the directory that is its only argument. */
    public static void main(String... arguments) throws IOException {
        try (S3Server server = S3Server.startIn(Path.of(arguments[0]))) {
            ServerProcess.ready(new InetSocketAddress(
                    server.endpoint().getHost(), server.endpoint().getPort()));
        }
    }
}
