package io.artispace.format.npm.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.artispace.FilePath;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.Proxy;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.blob.Digest;
import io.artispace.exchange.UrlText;
import io.artispace.format.FileOwner;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.UpstreamDocument;
import io.artispace.format.UpstreamFile;
import io.artispace.format.UpstreamPackage;
import io.artispace.format.npm.packument.Integrity;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.StoredManifest;
import io.artispace.format.npm.packument.TarballPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a remote npm registry is asked. It is asked for the full packument, which alone tells times and everything that packages say of
 * themselves, and for tarballs at the places and with the digests that the packument tells. If only a tarball is wanted, as by a client
 * with a lock file, the version's own manifest tells these as well: it has a few KB, while some packuments have tens of MB.
 */
public final class NpmCodec implements UpstreamCodec {
    @Override
    public Optional<UpstreamDocument> document(PackageName packageName, ViewScope scope) {
        return name(packageName)
                .map(name -> new UpstreamDocument(encoded(name), "application/json", packageName, null));
    }

    private static Optional<NpmName> name(PackageName packageName) {
        try {
            return Optional.of(new NpmName(packageName.value()));
        } catch (InvalidInputException noName) {
            return Optional.empty();
        }
    }

    /** {@code @acme%2fapp}, as npm itself asks. */
    private static String encoded(NpmName name) {
        return name.scope().isEmpty()
                ? UrlText.encode(name.value())
                : "@" + UrlText.encode(name.scope().substring(1)) + "%2f" + UrlText.encode(name.baseName());
    }

    @Override
    public UpstreamPackage read(UpstreamDocument document, InputStream content) throws IOException {
        NpmName name = new NpmName(document.packageName().value());
        String version = document.version();
        return version == null
                ? UpstreamPackumentReader.read(name, content)
                : UpstreamPackumentReader.readVersion(name, version, content);
    }

    @Override
    public Optional<UpstreamDocument> versionDocument(FilePath path) {
        return TarballPath.parse(path).flatMap(tarball -> {
            NpmName name = tarball.name();
            String version = tarball.version();
            return version == null || !path.equals(name.tarball(version))
                    ? Optional.empty()
                    : Optional.of(new UpstreamDocument(
                            encoded(name) + "/" + UrlText.encode(version),
                            "application/json",
                            name.packageName(),
                            version));
        });
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, UpstreamPackage.Version version, URI upstream) {
        return TarballPath.parse(path)
                .map(TarballPath::name)
                .filter(name -> path.equals(name.tarball(version.name())))
                .map(name -> file(
                        name,
                        version.name(),
                        version.attributes().getOrDefault(UpstreamPackumentReader.TARBALL, ""),
                        StoredManifest.decode(version.manifest()).path("dist"),
                        upstream.toString()))
                .filter(file -> !file.expected().isEmpty());
    }

    @Override
    public Optional<UpstreamFile> file(FilePath path, Repository proxy) {
        return TarballPath.parse(path).flatMap(tarball -> find(tarball, path, proxy));
    }

    /** Finds a tarball by its one proper name. Under any other name, the same bytes would be stored as one more file. */
    private static Optional<UpstreamFile> find(TarballPath tarball, FilePath path, Repository proxy) {
        NpmName name = tarball.name();
        String version = tarball.version();
        if (version != null && path.equals(name.provenance(version))) {
            return version(name, version, proxy).map(view -> provenance(name, view, path.fileName(), proxy));
        }
        Optional<VersionView> found = version != null && path.equals(name.tarball(version))
                ? version(name, version, proxy)
                : byFileName(name, path.fileName(), proxy);
        return found.map(view -> file(name, view, proxy));
    }

    private static Optional<VersionView> version(NpmName name, String version, Repository proxy) {
        return proxy.view(name.packageName(), ViewScope.version(version))
                .flatMap(view -> view.version(version))
                .filter(view -> view.attributes().containsKey(UpstreamPackumentReader.TARBALL));
    }

    /** Finds a tarball to which the upstream gives a name of its own. */
    private static Optional<VersionView> byFileName(NpmName name, String fileName, Repository proxy) {
        return proxy.view(name.packageName(), ViewScope.everything())
                .flatMap(view -> view.versions().stream()
                        .filter(version -> version.attributes()
                                .getOrDefault(UpstreamPackumentReader.TARBALL, "")
                                .endsWith("/" + fileName))
                        .findFirst());
    }

    private static UpstreamFile file(NpmName name, VersionView version, Repository proxy) {
        String url = version.attributes().getOrDefault(UpstreamPackumentReader.TARBALL, "");
        JsonNode dist = StoredManifest.decode(version, name).path("dist");
        return file(name, version.name(), url, dist, base(proxy));
    }

    private static UpstreamFile file(NpmName name, String version, String url, JsonNode dist, String base) {
        List<Digest> expected = Integrity.claims(dist);
        return new UpstreamFile(
                location(name, url, base), new FileOwner(name.packageName(), version), expected, Map.of());
    }

    /** The provenance lies beside the tarball, and its digest is not known. */
    private static UpstreamFile provenance(NpmName name, VersionView version, String fileName, Repository proxy) {
        String url = version.attributes().getOrDefault(UpstreamPackumentReader.TARBALL, "");
        String beside = url.substring(0, url.lastIndexOf('/') + 1) + UrlText.encode(fileName);
        return new UpstreamFile(
                location(name, beside, base(proxy)),
                new FileOwner(name.packageName(), version.name()),
                List.of(),
                Map.of());
    }

    /**
     * Returns where to ask for a tarball. Mirrors pass packuments on with the addresses of the registry that they copy; so if the path is
     * the one at which every registry has its tarballs, the upstream itself is asked, and only otherwise the given address.
     */
    private static String location(NpmName name, String url, String base) {
        int file = url.lastIndexOf('/') + 1;
        boolean usual =
                url.substring(0, file).replace("%2f", "/").replace("%2F", "/").endsWith("/" + name + "/-/");
        return !url.startsWith(base) && usual ? name + "/-/" + url.substring(file) : url;
    }

    private static String base(Repository proxy) {
        return proxy.definition() instanceof Proxy definition
                ? definition.upstream().url().toString()
                : "";
    }
}
