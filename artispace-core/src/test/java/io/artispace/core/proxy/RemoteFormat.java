package io.artispace.core.proxy;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Repository;
import io.artispace.RepositoryDefinition;
import io.artispace.ViewScope;
import io.artispace.access.Action;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.TestFormat;
import io.artispace.exchange.HeaderLookup;
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
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The test format with upstreams: a package's document has a version and its time per line, or {@code ?} where only its file tells that,
 * and maybe the SHA-1 of its file, and after an {@code @} where that is, if not at its path; a file has its SHA-1 beside it. Requests are
 * for files. A package says of itself what its last version is. If it is told so, each version has a document of its own, {@code
 * package/version}, of one such line, and there are files of those versions only that a document tells of.
 */
final class RemoteFormat implements PackageFormat, UpstreamCodec {
    private static final int LONGEST = 200;
    private static final String SHA1 = "sha1";

    private final TestFormat local = new TestFormat();
    private final Set<FilePath> disowned = ConcurrentHashMap.newKeySet();
    private volatile boolean tellsVersions;

    /** Says from now on of a path that it is of no package. */
    void disown(FilePath path) {
        disowned.add(path);
    }

    /** Has each version a document of its own from now on. */
    RemoteFormat tellingVersions() {
        tellsVersions = true;
        return this;
    }

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
        return request.method().equals("GET")
                ? Optional.of(Operation.onRepository(
                        Action.READ,
                        exchange -> exchange.file(FilePath.of(request.path()))
                                .orElseThrow(() -> new NotFoundException("There is no such file."))))
                : Optional.empty();
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return local.error(request, status, message);
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        return disowned.contains(path) ? Optional.empty() : local.owner(path);
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
    public UpstreamPackage read(UpstreamDocument document, InputStream content) {
        try {
            return read(content);
        } catch (IOException e) {
            // As parsers of XML have it, to which what breaks off is malformed.
            throw new InvalidInputException("This is no document.", e);
        }
    }

    private static UpstreamPackage read(InputStream content) throws IOException {
        List<UpstreamPackage.Version> versions = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int next = content.read(); next >= 0; next = content.read()) {
            if (next == '\n') {
                versions.add(version(line.toString()));
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                // What is longer is read to its end, as a parser does that skips what it does not know.
                line.append((char) next);
            }
        }
        if (line.length() > 0) {
            versions.add(version(line.toString()));
        }
        String latest = versions.get(versions.size() - 1).name();
        return new UpstreamPackage(Map.of("description", latest), versions, Map.of("latest", latest));
    }

    private static UpstreamPackage.Version version(String line) {
        String[] words = line.split(" ");
        if (words.length < 2 || words.length > 3) {
            throw new InvalidInputException("This is no document.");
        }
        Map<String, String> attributes = words.length == 3 ? Map.of(SHA1, words[2]) : Map.of();
        return new UpstreamPackage.Version(
                words[0], words[1].equals("?") ? null : Instant.parse(words[1]), attributes, words[0]);
    }

    @Override
    public Optional<UpstreamDocument> versionDocument(FilePath path) {
        return owner(path)
                .filter(owner -> tellsVersions)
                .map(owner -> new UpstreamDocument(
                        owner.packageName() + "/" + owner.version(),
                        "text/plain",
                        owner.packageName(),
                        owner.version()));
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, UpstreamPackage.Version version, URI upstream) {
        return owner(path)
                .filter(owner -> version.name().equals(owner.version())
                        && version.attributes().containsKey(SHA1))
                .map(owner -> {
                    String[] told = version.attributes().get(SHA1).split("@");
                    return new UpstreamFile(
                            told.length > 1 ? told[1] : path.value(),
                            owner,
                            List.of(new Digest(DigestAlgorithm.SHA1, told[0])),
                            Map.of());
                });
    }

    @Override
    public Optional<String> ageWitness(PackageName packageName, String version) {
        return Optional.of(packageName + "/" + version + "/app.bin");
    }

    @Override
    public Map<String, String> summary(PackageView view) {
        return Map.of(
                "description", view.versions().get(view.versions().size() - 1).name());
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
        return owner(path)
                .filter(owner -> !tellsVersions || isListed(owner, proxy))
                .map(owner -> new UpstreamFile(
                        path.value(), owner, List.of(), Map.of(DigestAlgorithm.SHA1, path.value() + ".sha1")));
    }

    private static boolean isListed(FileOwner owner, Repository proxy) {
        String version = owner.version();
        return version != null
                && proxy.view(owner.packageName(), ViewScope.version(version))
                        .flatMap(view -> view.version(version))
                        .isPresent();
    }

    @Override
    public List<Digest> digests(HeaderLookup headers) {
        return headers.first("X-Checksum-Sha1").stream()
                .map(sha1 -> new Digest(DigestAlgorithm.SHA1, sha1))
                .toList();
    }

    @Override
    public Optional<Digest> checksum(DigestAlgorithm algorithm, String text) {
        return Optional.of(new Digest(algorithm, text.strip()));
    }
}
