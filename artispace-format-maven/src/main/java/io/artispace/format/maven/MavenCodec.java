package io.artispace.format.maven;

import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.HeaderLookup;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a remote Maven repository is asked: for the metadata of an artifact, of a snapshot version or of a group's plugins, and for files at the
 * paths they have here. What it says of times is only when metadata was last written, so the age of a version is that of its POM.
 */
final class MavenCodec implements UpstreamCodec {
    private static final String ANY = "*/*";

    /** How Sonatype's repositories write the checksum into the entity tag. */
    private static final Pattern TAG = Pattern.compile("\"?\\{SHA1\\{([0-9a-fA-F]{40})\\}\\}\"?");

    @Override
    public Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope) {
        String name = packageName.value();
        if (name.indexOf(':') < 0) {
            return name.startsWith(".")
                    ? Optional.empty()
                    : Optional.of(metadata(name.replace('.', '/'), packageName, null));
        }
        Optional<Artifact> parsed = artifact(name);
        return parsed.map(artifact -> scope.onlyVersion()
                .filter(Snapshots::isSnapshot)
                .map(version -> metadata(artifact.directory(version), packageName, version))
                .orElseGet(() -> metadata(artifact.directory(), packageName, null)));
    }

    private static Optional<Artifact> artifact(String name) {
        try {
            return Optional.of(Artifact.parse(name));
        } catch (InvalidInputException noArtifact) {
            return Optional.empty();
        }
    }

    private static UpstreamDocument metadata(String directory, PackageName name, @Nullable String version) {
        return new UpstreamDocument(UrlText.encodePath(directory + '/' + Layout.METADATA), ANY, name, version);
    }

    @Override
    public UpstreamPackage read(UpstreamDocument document, InputStream content) {
        UpstreamMetadata metadata = UpstreamMetadata.read(content);
        Optional<Artifact> artifact = artifact(document.packageName().value());
        if (artifact.isEmpty() || document.packageName().value().indexOf(':') < 0) {
            return plugins(metadata);
        }
        metadata.requireArtifact(artifact.get());
        String version = document.version();
        return new UpstreamPackage(
                Map.of(), version == null ? versions(metadata) : List.of(snapshot(metadata, version)), Map.of());
    }

    private static UpstreamPackage plugins(UpstreamMetadata metadata) {
        Map<String, String> attributes = new HashMap<>();
        metadata.plugins()
                .forEach(plugin -> attributes.put(
                        PluginEntry.packageAttribute(plugin.artifactId()),
                        plugin.entry().value()));
        return new UpstreamPackage(attributes, List.of(), Map.of());
    }

    private static List<UpstreamPackage.Version> versions(UpstreamMetadata metadata) {
        List<UpstreamPackage.Version> versions = new ArrayList<>();
        for (String version : metadata.versions()) {
            if (isUsable(version)) {
                versions.add(new UpstreamPackage.Version(version, null, Map.of(), ""));
            }
        }
        return versions;
    }

    /** A name that could not be a directory's is left out rather than failing the artifact. */
    private static boolean isUsable(String version) {
        try {
            Names.checkVersion(version);
            return true;
        } catch (InvalidInputException malformed) {
            return false;
        }
    }

    private static UpstreamPackage.Version snapshot(UpstreamMetadata metadata, String version) {
        return new UpstreamPackage.Version(version, null, Map.of(), SnapshotEntry.manifest(metadata.files(version)));
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
        if (!(Layout.locate(path.value()) instanceof Location.File file)) {
            return Optional.empty();
        }
        String location = UrlText.encodePath(path.value());
        Map<DigestAlgorithm, String> checksums = new LinkedHashMap<>();
        for (DigestAlgorithm algorithm : List.of(DigestAlgorithm.SHA1, DigestAlgorithm.MD5, DigestAlgorithm.SHA256)) {
            checksums.put(algorithm, location + Layout.suffix(algorithm));
        }
        return Optional.of(
                new UpstreamFile(location, new FileOwner(file.packageName(), file.version()), List.of(), checksums));
    }

    @Override
    public List<Digest> digests(HeaderLookup headers) {
        List<Digest> digests = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String header = ChecksumHeaders.name(algorithm);
            headers.first(header)
                    .or(() -> headers.first(header.replace("X-Checksum", "x-goog-meta-checksum")))
                    .flatMap(text -> checksum(algorithm, text))
                    .ifPresent(digests::add);
        }
        headers.first("ETag")
                .map(TAG::matcher)
                .filter(Matcher::matches)
                .ifPresent(tag -> checksum(DigestAlgorithm.SHA1, tag.group(1)).ifPresent(digests::add));
        return digests;
    }

    @Override
    public Optional<Digest> checksum(DigestAlgorithm algorithm, String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return Optional.of(Checksums.parse(algorithm, "a checksum", plain.strip()));
        } catch (InvalidInputException none) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> ageWitness(PackageName packageName, String version) {
        return Snapshots.isSnapshot(version) || packageName.value().indexOf(':') < 0
                ? Optional.empty()
                : artifact(packageName.value())
                        .map(artifact ->
                                UrlText.encodePath(Layout.file(artifact, version, new FileName(version, "", "pom"))
                                        .path()
                                        .value()));
    }
}
