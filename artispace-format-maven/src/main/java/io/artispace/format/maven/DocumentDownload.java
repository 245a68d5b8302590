package io.artispace.format.maven;

import io.artispace.Repository;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} of a rendered document, or of its checksum.
 *
 * @param source renders it
 * @param checksum the checksum that was asked for; null for the document
 */
record DocumentDownload(
        Function<Repository, Optional<SummedDocument>> source,
        @Nullable DigestAlgorithm checksum) implements Operation.Handler {
    @Override
    public Response handle(Exchange exchange) {
        Optional<SummedDocument> document = source.apply(exchange.repository());
        if (document.isEmpty()) {
            return Answers.notFound();
        }
        return checksum == null
                ? document.get().response()
                : Answers.checksum(document.get().digest(checksum));
    }
}
