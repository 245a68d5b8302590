package io.artispace.core;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.access.Action;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.Exchange;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The least a format can be: it has one setting named {@code colour}, files at {@code package/version/file}, and at {@code package} a
 * document of the names of its versions. A PUT changes nothing.
 */
public final class TestFormat implements PackageFormat {
    private static final Rendering NAMES = new Rendering(
            "names",
            ViewScope.versions(),
            "text/plain",
            view -> Optional.of(view.versions().stream()
                    .map(VersionView::name)
                    .collect(Collectors.joining(" "))
                    .getBytes(StandardCharsets.UTF_8)));

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
        if (request.method().equals("PUT")) {
            return Optional.of(Operation.onRepository(
                    Action.PUBLISH,
                    exchange -> Response.status(201).withoutBody().build()));
        }
        return request.method().equals("GET") && !request.path().isEmpty()
                ? Optional.of(Operation.onRepository(
                        Action.READ,
                        exchange -> answer(exchange, request.path())
                                .orElseThrow(() -> new NotFoundException("There is nothing of that name."))))
                : Optional.empty();
    }

    private static Optional<Response> answer(Exchange exchange, String path) {
        return path.indexOf('/') < 0
                ? exchange.document(PackageName.of(path), NAMES)
                : exchange.file(FilePath.of(path));
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return Response.status(status)
                .text("text/plain; charset=utf-8", message)
                .build();
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        String[] segments = path.value().split("/", 3);
        return segments.length < 3
                ? Optional.empty()
                : Optional.of(new FileOwner(PackageName.of(segments[0]), segments[1]));
    }

    /** {@inheritDoc} It has proxies for tests that give them a source of their own: this codec knows of nothing. */
    @Override
    public Optional<UpstreamCodec> upstream() {
        return Optional.of(new UpstreamCodec() {
            @Override
            public Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope) {
                return Optional.empty();
            }

            @Override
            public UpstreamPackage read(UpstreamDocument document, InputStream content) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Comparator<String> versionOrder() {
        return Comparator.naturalOrder();
    }

    @Override
    public boolean isPreRelease(String version) {
        return version.contains("-");
    }
}
