package io.artispace.format.maven;

import io.artispace.TooLargeException;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import java.io.IOException;

/**
 * {@code PUT} of a document that is rendered here: {@code maven-metadata.xml} and its checksums. Clients read these documents, change
 * them and send them back; when two do so at once, one version gets lost. So what they send is read and dropped, and the documents are
 * rendered from rows.
 */
final class GeneratedUpload implements Operation.Handler {
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    @Override
    public Response handle(Exchange exchange) throws IOException {
        byte[] buffer = new byte[8192];
        long total = 0;
        for (int read = exchange.request().body().read(buffer);
                read >= 0;
                read = exchange.request().body().read(buffer)) {
            total += read;
            if (total > MAX_BYTES) {
                throw new TooLargeException("Cannot accept metadata of more than " + MAX_BYTES + " bytes.");
            }
        }
        return Response.status(201).build();
    }
}
