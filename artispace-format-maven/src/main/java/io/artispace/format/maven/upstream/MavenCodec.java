package io.artispace.format.maven.upstream;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.HeaderLookup;
import io.artispace.exchange.UrlText;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.maven.checksum.ChecksumHeaders;
import io.artispace.format.maven.checksum.Checksums;
import io.artispace.format.maven.layout.Artifact;
import io.artispace.format.maven.layout.FileName;
import io.artispace.format.maven.layout.Layout;
import io.artispace.format.maven.layout.Location;
import io.artispace.format.maven.layout.Names;
import io.artispace.format.maven.layout.SnapshotBuilds;
import io.artispace.format.maven.layout.Snapshots;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of another Maven repository: its metadata documents, its files, and their checksums. Documents and layout are those of the
 * <a href="https://maven.apache.org/repositories/metadata.html">repository metadata</a> and the
 * <a href="https://maven.apache.org/repositories/layout.html">repository layout</a> of Maven.
 */
public final class MavenCodec implements UpstreamCodec {
    private static final String ACCEPT = "application/xml,text/xml,*/*;q=0.1";
    /** A version with more files than that has a POM among them. */
    private static final int MAX_LISTED = 1000;

    /** Nearly every repository has SHA-1, those without insecure ones have the SHA-2s, and the oldest only MD5. */
    private static final List<DigestAlgorithm> CHECKSUMS =
            List.of(DigestAlgorithm.SHA1, DigestAlgorithm.SHA256, DigestAlgorithm.SHA512, DigestAlgorithm.MD5);

    @Override
    public Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope) {
        if (packageName.value().indexOf(':') < 0) {
            return Names.isGroup(packageName.value())
                    ? Optional.of(document(packageName, packageName.value().replace('.', '/'), null))
                    : Optional.empty();
        }
        Optional<Artifact> artifact = Names.artifact(packageName.value());
        Optional<String> snapshot = scope.onlyVersion().filter(Snapshots::isSnapshot);
        if (snapshot.isPresent()) {
            return artifact.filter(of -> Names.isVersion(snapshot.get()))
                    .map(of -> document(packageName, of.directory(snapshot.get()), snapshot.get()));
        }
        return artifact.map(of -> document(packageName, of.directory(), null));
    }

    private static UpstreamDocument document(PackageName packageName, String directory, @Nullable String version) {
        String location = UrlText.encodePath(directory) + '/' + Layout.METADATA;
        return new UpstreamDocument(location, ACCEPT, packageName, version);
    }

    @Override
    public UpstreamPackage read(UpstreamDocument document, InputStream content) {
        return UpstreamMetadata.read(content).about(document);
    }

    @Override
    public String manifest(String stored, String told, Instant now) {
        return SnapshotBuilds.seen(stored, told, now);
    }

    /** {@inheritDoc} A snapshot's file without a timestamp must not be cached, since its bytes change with each build. */
    @Override
    public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
        if (!(Layout.locate(path.value()) instanceof Location.File file) || !isFetched(file, proxy)) {
            return Optional.empty();
        }
        String location = UrlText.encodePath(path.value());
        Map<DigestAlgorithm, String> checksums = new LinkedHashMap<>();
        CHECKSUMS.forEach(algorithm -> checksums.put(algorithm, location + Layout.suffix(algorithm)));
        return Optional.of(
                new UpstreamFile(location, new FileOwner(file.packageName(), file.version()), List.of(), checksums));
    }

    private static boolean isFetched(Location.File file, Repository proxy) {
        if (Names.artifact(file.artifact().toString()).isEmpty() || !Names.isVersion(file.version())) {
            return false;
        }
        return file.name()
                .map(name -> !Snapshots.isSnapshot(name.version()))
                .orElseGet(
                        () -> file.path().fileName().startsWith(file.artifact().artifactId() + '-')
                                || !Snapshots.isSnapshot(file.version()) && isOfKnownVersion(file, proxy));
    }

    /**
     * Tells whether a file is in a version's directory. What only Gradle's {@code .module} names may be called anything, and so could the
     * path of a directory of something else be taken for it.
     */
    private static boolean isOfKnownVersion(Location.File file, Repository proxy) {
        // A client knows such a file from the version's POM or .module. So one of those is stored by now, and no
        // upstream has to be asked.
        return proxy.list(file.artifact().directory(file.version()), "", MAX_LISTED).files().stream()
                        .anyMatch(stored -> FileName.parse(
                                        file.artifact().artifactId(),
                                        file.version(),
                                        stored.path().fileName())
                                .isPresent())
                || isListed(file, proxy);
    }

    private static boolean isListed(Location.File file, Repository proxy) {
        try {
            return proxy.view(file.packageName(), ViewScope.version(file.version()))
                    .flatMap(view -> view.version(file.version()))
                    .isPresent();
        } catch (UpstreamFailedException unknown) {
            return false;
        }
    }

    @Override
    public List<Digest> digests(HeaderLookup headers) {
        return ChecksumHeaders.read(headers);
    }

    @Override
    public Optional<Digest> checksum(DigestAlgorithm algorithm, String text) {
        return Checksums.find(algorithm, text);
    }

    /** {@inheritDoc} It is the POM. A snapshot has none: each of its builds has an age of its own. */
    @Override
    public Optional<String> ageWitness(PackageName packageName, String version) {
        if (Snapshots.isSnapshot(version) || !Names.isVersion(version)) {
            return Optional.empty();
        }
        try {
            return Names.artifact(packageName.value())
                    .map(artifact -> Layout.file(artifact, version, new FileName(version, "", "pom")))
                    .map(pom -> UrlText.encodePath(pom.path().value()));
        } catch (InvalidInputException e) {
            // Too long for a path: there can be no such file here.
            return Optional.empty();
        }
    }
}
