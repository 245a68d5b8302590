package io.artispace.core.upstream;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.TestFormat;
import io.artispace.exchange.Response;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The test format with upstreams: a package's document has a version and its time per line, a file its SHA-1 beside it. */
final class RemoteFormat implements PackageFormat, UpstreamCodec {
    private final TestFormat local = new TestFormat();

    @Override
    public String id() {
        return "remote";
    }

    @Override
    public Set<DigestAlgorithm> digests() {
        return local.digests();
    }

    @Override
    public void check(RepositoryDefinition definition) {
        local.check(definition);
    }

    @Override
    public Optional<Operation> route(RepositoryRequest request) {
        return local.route(request);
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return local.error(request, status, message);
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        return local.owner(path);
    }

    @Override
    public Comparator<String> versionOrder() {
        return local.versionOrder();
    }

    @Override
    public boolean isPreRelease(String version) {
        return local.isPreRelease(version);
    }

    @Override
    public Optional<UpstreamCodec> upstream() {
        return Optional.of(this);
    }

    @Override
    public Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope) {
        return Optional.of(new UpstreamDocument(packageName.value(), "text/plain", packageName, null));
    }

    @Override
    public UpstreamPackage read(UpstreamDocument document, InputStream content) throws IOException {
        List<UpstreamPackage.Version> versions = new ArrayList<>();
        for (String line : new String(content.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            String[] words = line.split(" ");
            if (words.length != 2) {
                throw new InvalidInputException("This is no document.");
            }
            versions.add(new UpstreamPackage.Version(words[0], Instant.parse(words[1]), Map.of(), ""));
        }
        return new UpstreamPackage(
                Map.of(),
                versions,
                Map.of("latest", versions.get(versions.size() - 1).name()));
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
        return owner(path)
                .map(owner -> new UpstreamFile(
                        path.value(), owner, List.of(), Map.of(DigestAlgorithm.SHA1, path.value() + ".sha1")));
    }

    @Override
    public Optional<Digest> checksum(DigestAlgorithm algorithm, String text) {
        return Optional.of(new Digest(algorithm, text.strip()));
    }
}
