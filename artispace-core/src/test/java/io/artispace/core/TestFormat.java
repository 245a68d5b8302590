package io.artispace.core;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.ViewScope;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** The least a format can be: it has no routes, one setting named {@code colour}, and files at {@code package/version/file}. */
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
