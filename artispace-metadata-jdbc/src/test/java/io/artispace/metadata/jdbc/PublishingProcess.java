package io.artispace.metadata.jdbc;

import io.artispace.metadata.MetadataStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that publishes versions of one package, or dies in the middle of a transaction. */
final class PublishingProcess {
    static final int DIED = 42;

    private PublishingProcess() {}

    /** Arguments: location, repository's id, package, versions. A version of "die" ends the process before the commit. */
    public static void main(String... arguments) {
        long repository = Long.parseLong(arguments[1]);
        try (MetadataStore store = new JdbcMetadataStoreProvider().open(URI.create(arguments[0]))) {
            for (String version : List.of(arguments).subList(3, arguments.length)) {
                store.write(writer -> {
                    Publishing.publish(writer, repository, arguments[2], version);
                    if (version.equals("die")) {
                        Runtime.getRuntime().halt(DIED);
                    }
                    return true;
                });
            }
        }
    }

    static Process start(String location, long repository, String name, String... versions) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                location,
                Long.toString(repository),
                name);
        builder.command().addAll(List.of(versions));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }
}
