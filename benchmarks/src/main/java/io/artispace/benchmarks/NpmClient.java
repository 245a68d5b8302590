package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends what {@code npm publish} and {@code npm install} send, to the registry of these benchmarks. */
final class NpmClient {
    private static final String ROOT = "/" + RegistryServer.NPM + "/";

    private NpmClient() {}

    /** Publishes a version. */
    static void publish(HttpConnection connection, String name, String version) throws IOException {
        byte[] document = NpmContent.document(name, version);
        connection.expect(
                201,
                Requests.put(path(name), document, RegistryServer.credentials(), "Content-Type: application/json"));
    }

    /** Points a tag to a version. */
    static void tag(HttpConnection connection, String name, String tag, String version) throws IOException {
        connection.expect(
                201,
                Requests.put(
                        ROOT + "-/package/" + name + "/dist-tags/" + tag,
                        ('"' + version + '"').getBytes(StandardCharsets.UTF_8),
                        RegistryServer.credentials(),
                        "Content-Type: application/json"));
    }

    /** The path of a packument. */
    static String path(String name) {
        return ROOT + name;
    }
}
