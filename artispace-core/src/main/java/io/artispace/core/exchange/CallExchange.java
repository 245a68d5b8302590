package io.artispace.core.exchange;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.access.Accounts;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.exchange.Body;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.Response;
import io.artispace.exchange.Response.Header;
import io.artispace.format.Document;
import io.artispace.format.Exchange;
import io.artispace.format.Operation;
import io.artispace.format.Rendering;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The exchange that a format's handler works with. */
final class CallExchange implements Exchange {
    /** Below this many bytes compression saves nothing: the answer fits one packet anyway. */
    private static final int WORTH_COMPRESSING = 1_024;

    private static final Header VARY = new Header("Vary", "Accept-Encoding");
    private static final Header GZIP = new Header("Content-Encoding", "gzip");

    private final RepositoryRequest request;
    private final ServedRepository served;
    private final DatedRepository dated;
    private final Operation operation;
    private final AccessCheck access;
    private final ExchangeParts parts;

    /**
     * Creates an exchange.
     *
     * @param headOnly whether no body is wanted, so that no upstream need send one
     */
    CallExchange(
            RepositoryRequest request,
            ServedRepository served,
            Operation operation,
            AccessCheck access,
            ExchangeParts parts,
            boolean headOnly) {
        this.request = request;
        Reading reading = served.reading().in(access);
        this.served = served.reading(headOnly ? reading.headsOnly() : reading.bytesOnly());
        this.dated = new DatedRepository(this.served);
        this.operation = operation;
        this.access = access;
        this.parts = parts;
    }

    @Override
    public RepositoryRequest request() {
        return request;
    }

    @Override
    public Repository repository() {
        return dated;
    }

    @Override
    public Repository destination() {
        return served.findDestination()
                .filter(found -> found.id() != served.id() && access.mayRead(found.definition(), operation.subject()))
                .<Repository>map(found -> found)
                .orElse(dated);
    }

    /** Returns an answer that a handler made of documents itself, with their age. */
    Response dated(Response response) {
        Optional<Stamp> oldest = dated.oldest();
        if (oldest.isEmpty()
                || response.status() != 200
                || response.header("Age").isPresent()) {
            return response;
        }
        Response.Builder more = response.toBuilder();
        addAge(oldest.get(), more);
        return more.build();
    }

    @Override
    public Caller caller() {
        return access.caller();
    }

    @Override
    public void require(Action action) {
        access.demand(operation, action);
        access.demandOf(served.definition(), operation, action);
    }

    @Override
    public Instant now() {
        return parts.clock().instant();
    }

    @Override
    public Accounts accounts() {
        return parts.accounts();
    }

    @Override
    public Optional<Response> document(PackageName packageName, Rendering rendering) {
        return served.serve(packageName, rendering)
                .flatMap(document ->
                        known(document).or(() -> document.plain().map(plain -> body(document, plain, rendering))));
    }

    /** Answers a client that has the document already, in whatever coding, before anything is rendered. */
    private Optional<Response> known(ServedDocument document) {
        HeaderLookup headers = request.headers();
        if (headers.first("If-None-Match").isEmpty()) {
            return Optional.empty();
        }
        String compressed = document.compressedEtag();
        String plain = document.etag();
        if (Conditions.hasAlready(headers, compressed)) {
            return Optional.of(notModified(List.of(new Header("ETag", compressed), VARY)));
        }
        return Conditions.hasAlready(headers, plain)
                ? Optional.of(notModified(List.of(new Header("ETag", plain), VARY)))
                : Optional.empty();
    }

    private Response body(ServedDocument document, Document plain, Rendering rendering) {
        boolean worthwhile = plain.length() >= WORTH_COMPRESSING
                && ContentTypes.isCompressible(rendering.contentType())
                && takesGzip();
        Optional<Document> compressed = worthwhile ? document.compressed() : Optional.empty();
        Document chosen = compressed.orElse(plain);
        List<Header> common = List.of(
                new Header("Content-Type", chosen.contentType()),
                new Header("ETag", chosen.etag()),
                new Header("Last-Modified", HttpDate.format(chosen.modified())),
                VARY);
        Response response = new Response(200, common, chosen.body(), true);
        if (document.stamp().confirmed() == null && compressed.isEmpty()) {
            return response;
        }
        Response.Builder more = response.toBuilder();
        compressed.ifPresent(gzip -> more.header(GZIP.name(), GZIP.value()));
        addAge(document.stamp(), more);
        return more.build();
    }

    /**
     * Says of an answer that comes from an upstream how old it is ({@code Age}; RFC 9111, section 5.1), and whether it could not be
     * confirmed or was not meant to be ({@code Warning}; RFC 7234, section 5.5).
     */
    private void addAge(Stamp stamp, Response.Builder response) {
        Instant confirmed = stamp.confirmed();
        if (confirmed == null) {
            return;
        }
        long seconds =
                Math.max(0, Duration.between(confirmed, parts.clock().instant()).toSeconds());
        response.header("Age", Long.toString(seconds));
        switch (stamp.staleness()) {
            case UNCONFIRMED -> response.header("Warning", "110 - \"Response is stale: the upstream fails\"");
            case OFFLINE -> response.header("Warning", "112 - \"Disconnected operation\"");
            case NONE -> {
                // Its age says it all.
            }
        }
    }

    /** Ranges are answered from the plain form, since a part of the compressed one is of no use to anybody. */
    private boolean takesGzip() {
        HeaderLookup headers = request.headers();
        return headers.first("Range").isEmpty()
                && headers.joined("Accept-Encoding")
                        .filter(AcceptEncoding::takesGzip)
                        .isPresent();
    }

    @Override
    public Optional<Response> file(FilePath path) {
        return served.file(path).map(this::file);
    }

    @Override
    public Response file(StoredFile file) {
        return file.isArriving() ? arriving(file) : stored(file);
    }

    /**
     * Without an entity tag, since the digest is not known before the whole file has come; so conditions and ranges do not apply either.
     */
    private static Response arriving(StoredFile file) {
        Header type = new Header("Content-Type", ContentTypes.of(file.path().value()));
        return new Response(200, List.of(type), file.body(), true);
    }

    private Response stored(StoredFile file) {
        FileView view = file.view();
        FileHeads.Head head = parts.heads().of(view);
        if (Conditions.hasAlready(request.headers(), head.etag().value())) {
            // The client is going to use the bytes that it has, so they count as served.
            served.reading().recorder().ifPresent(ledger -> ledger.served(served.name(), view, file.origin()));
            return notModified(List.of(head.etag(), head.modified()));
        }
        return new Response(200, head.all(), file.body(), true);
    }

    private static Response notModified(List<Header> headers) {
        return new Response(304, headers, Body.empty(), false);
    }

    @Override
    public List<Block> blocks(PackageName packageName) {
        return served.blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams() {
        return served.upstreams();
    }
}
