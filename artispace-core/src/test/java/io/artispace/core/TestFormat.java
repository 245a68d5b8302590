package io.artispace.core;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import java.util.Optional;
import java.util.Set;

/** The least a format can be: it has no routes, and one setting named {@code colour}. */
public final class TestFormat implements PackageFormat {
    @Override
    public String id() {
        return "test";
    }

    @Override
    public Set<DigestAlgorithm> digests() {
        return Set.of(DigestAlgorithm.SHA1);
    }

    @Override
    public void check(RepositoryDefinition definition) {
        definition.settings().keySet().stream()
                .filter(key -> !key.equals("colour"))
                .findFirst()
                .ifPresent(key -> {
                    throw new InvalidInputException("Unknown setting " + Quote.of(key) + "; there is only colour.");
                });
    }

    @Override
    public Optional<Operation> route(RepositoryRequest request) {
        return Optional.empty();
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return Response.status(status)
                .text("text/plain; charset=utf-8", message)
                .build();
    }
}
