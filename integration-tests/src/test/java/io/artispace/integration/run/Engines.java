package io.artispace.integration.run;

import io.artispace.servers.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL and S3, started together. */
public final class Engines implements AutoCloseable {
    private final PostgresServer postgres;
    private final S3Server s3;
    private final AtomicInteger prefixes = new AtomicInteger();

    private Engines(PostgresServer postgres, S3Server s3) {
        this.postgres = postgres;
        this.s3 = s3;
    }

    /** Those of all tests of this process that neither stop nor close them; they end with the process. */
    public static Engines shared() {
        return Shared.ENGINES;
    }

    private static final class Shared {
        static final Engines ENGINES = new Engines(PostgresServer.shared(), S3Server.start());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ENGINES.s3::close));
        }
    }

    /** Starts others; PostgreSQL keeps its data in a directory that is empty or absent. */
    public static Engines start(Path directory) {
        return new Engines(PostgresServer.start(directory), S3Server.start());
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public S3Server s3() {
        return s3;
    }

    /** Empty stores in both. */
    public Stores newStores() throws Exception {
        return newStoresThrough(s3.endpoint());
    }

    /**
     * Empty stores in both; links into S3 lead to another host than the registry's, to which clients send no credentials of the registry.
     */
    public Stores newStoresOnAnotherHost() throws Exception {
        return newStoresThrough(endpointOnAnotherHost());
    }

    /** Where S3 is under a name that is not the registry's. */
    public URI endpointOnAnotherHost() {
        return URI.create("http://localhost:" + s3.endpoint().getPort());
    }

    /** Empty stores in both, S3 being reached at another address. */
    public Stores newStoresThrough(URI s3Endpoint) throws Exception {
        return new Stores(
                postgres.newSchema(), S3Server.location(s3Endpoint, "store" + prefixes.incrementAndGet(), ""));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        s3.close();
    }
}
