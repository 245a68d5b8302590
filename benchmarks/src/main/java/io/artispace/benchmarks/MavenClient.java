package io.artispace.benchmarks;

import io.artispace.blob.DigestAlgorithm;
import java.io.IOException;

/**
 * Sends what {@code mvn deploy} sends for a jar and its POM, as recorded from Maven 3.8, with credentials in every request. Thread-safe.
 *
 * @param root the path of the repository, without a slash at its end
 */
record MavenClient(String root) {
    private static final String GROUP = "com.acme";

    /** The ten requests of a new artifact: two files and their sums; the metadata as it is now; the metadata and its sums. */
    void deployNew(HttpConnection connection, String artifact, String version) throws IOException {
        deployFiles(connection, artifact, version);
        connection.probe(Requests.get(metadata(artifact), RegistryServer.credentials()));
        putWithSums(connection, metadata(artifact), MavenContent.metadata(GROUP, artifact, version));
    }

    /** The six of them that bring something new. */
    void deployFiles(HttpConnection connection, String artifact, String version) throws IOException {
        String file = directory(artifact) + version + "/" + artifact + "-" + version;
        putWithSums(connection, file + ".jar", MavenContent.jar());
        putWithSums(connection, file + ".pom", MavenContent.pom(GROUP, artifact, version));
    }

    /** The document that lists the versions. */
    String metadata(String artifact) {
        return directory(artifact) + "maven-metadata.xml";
    }

    private String directory(String artifact) {
        return root + "/com/acme/" + artifact + "/";
    }

    private static void putWithSums(HttpConnection connection, String path, byte[] content) throws IOException {
        put(connection, path, content);
        put(connection, path + ".sha1", MavenContent.sum(DigestAlgorithm.SHA1, content));
        put(connection, path + ".md5", MavenContent.sum(DigestAlgorithm.MD5, content));
    }

    private static void put(HttpConnection connection, String path, byte[] content) throws IOException {
        connection.expect(201, Requests.put(path, content, RegistryServer.credentials()));
    }
}
