package io.artispace.integration.run;

import java.io.IOException;
import java.nio.file.Path;

/** PostgreSQL and S3, started together. */
public final class Engines implements AutoCloseable {
    private final PostgresServer postgres;
    private final S3Server s3;

    private Engines(PostgresServer postgres, S3Server s3) {
        this.postgres = postgres;
        this.s3 = s3;
    }

    /** Starts both; PostgreSQL keeps its data in a directory that is empty or absent. */
    public static Engines start(Path directory) throws Exception {
        S3Server s3 = S3Server.start();
        try {
            return new Engines(PostgresServer.start(directory), s3);
        } catch (Exception e) {
            s3.close();
            throw e;
        }
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public S3Server s3() {
        return s3;
    }

    /** Empty stores in both. */
    public Stores newStores() throws Exception {
        return new Stores(postgres.newSchema(), s3.newStore());
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        s3.close();
    }
}
