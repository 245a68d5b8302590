package io.artispace.format.maven;

import io.artispace.blob.Digest;
import io.artispace.exchange.Response;
import io.artispace.exchange.UrlText;
import io.artispace.format.RepositoryRequest;

/** Answers that several endpoints give. */
final class Answers {
    private static final String TEXT = "text/plain; charset=utf-8";

    private Answers() {}

    /**
     * Not found, never as {@code application/problem+json}: Maven 3.9 and later take that for a failed transfer and do not ask the
     * next repository.
     */
    static Response notFound() {
        return notFound(404, "Not found");
    }

    static Response notFound(int status, String message) {
        return Response.status(status).text(TEXT, message + "\n").build();
    }

    static Response checksum(Digest digest) {
        return Response.status(200)
                .header("ETag", '"' + digest.hex() + '"')
                .text(TEXT, digest.hex())
                .build();
    }

    static Response noContent() {
        return Response.status(204).withoutBody().build();
    }

    static Response redirectToDirectory(RepositoryRequest request) {
        String query = request.parameter("format").isPresent()
                ? "?format=" + UrlText.encode(request.parameter("format").get())
                : "";
        return Response.status(302)
                .header("Location", request.repositoryUrl() + UrlText.encodePath(request.path()) + '/' + query)
                .build();
    }
}
