package io.artispace.format.npm.endpoint;

import io.artispace.ArtiSpaceException;
import io.artispace.FilePath;
import io.artispace.NotFoundException;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.exchange.Response;
import io.artispace.format.Document;
import io.artispace.format.Exchange;
import io.artispace.format.Rendering;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.PackageLookup;
import io.artispace.format.npm.packument.Packument;
import io.artispace.policy.Block;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What installing needs: packuments, single versions, tarballs. */
final class ReadEndpoints {
    private ReadEndpoints() {}

    /** {@code GET /NAME}: the packument in the form the client asks for. */
    static Response packument(Exchange exchange, NpmName name) {
        RepositoryRequest request = exchange.request();
        String url = request.repositoryUrl();
        Rendering rendering = wantsAbbreviated(request) ? Packument.abbreviated(url) : Packument.full(url);
        List<Block> blocks = exchange.blocks(name.packageName());
        return document(exchange, name, rendering)
                .map(ReadEndpoints::varyByAccept)
                .map(answer -> Blocked.told(answer, request, name, blocks))
                .orElseThrow(
                        () -> Blocked.refusal(name, null, blocks).orElseGet(() -> Answer.noPackage(exchange, name)));
    }

    /**
     * A client that says {@code ?write=true} is going to change the document and send it back, so it gets that of the repository in which
     * it can be changed.
     */
    private static Optional<Response> document(Exchange exchange, NpmName name, Rendering rendering) {
        boolean writes =
                exchange.request().parameter("write").filter("true"::equals).isPresent();
        if (writes) {
            Repository destination = exchange.destination();
            if (!destination.name().equals(exchange.repository().name())) {
                return destination.document(name.packageName(), rendering).map(ReadEndpoints::answer);
            }
        }
        return exchange.document(name.packageName(), rendering);
    }

    private static Response answer(Document document) {
        return Response.status(200)
                .header("Content-Type", document.contentType())
                .header("ETag", document.etag())
                .body(document.body())
                .build();
    }

    /** {@code GET /NAME/VERSION-or-TAG}. */
    static Response version(Exchange exchange, NpmName name, String versionOrTag) {
        String version = PackageLookup.find(exchange.repository(), name)
                .map(PackageView::tags)
                .map(tags -> tags.getOrDefault(versionOrTag, versionOrTag))
                .orElseThrow(
                        () -> missing(exchange, name, versionOrTag).orElseGet(() -> Answer.noPackage(exchange, name)));
        return exchange.document(
                        name.packageName(),
                        Packument.version(version, exchange.request().repositoryUrl()))
                .orElseThrow(() ->
                        missing(exchange, name, version).orElseGet(() -> PackageLookup.noVersion(name, versionOrTag)));
    }

    private static Optional<ArtiSpaceException> missing(Exchange exchange, NpmName name, String version) {
        return Blocked.refusal(name, version, exchange.blocks(name.packageName()));
    }

    /** {@code GET /NAME/-/FILE}. */
    static Response file(Exchange exchange, FilePath path) {
        return exchange.file(path)
                .orElseThrow(() -> new NotFoundException("There is no file " + Quote.of(path) + " in the repository "
                        + Quote.of(exchange.repository().name()) + "."));
    }

    private static boolean wantsAbbreviated(RepositoryRequest request) {
        Optional<String> accept = request.headers().joined("Accept");
        return accept.isPresent() && accept.get().toLowerCase(Locale.ROOT).contains(Packument.ABBREVIATED);
    }

    /** Adds {@code Vary}, to 304 answers as well, since both forms have one URL. */
    private static Response varyByAccept(Response response) {
        return response.toBuilder().header("Vary", "Accept, Accept-Encoding").build();
    }
}
