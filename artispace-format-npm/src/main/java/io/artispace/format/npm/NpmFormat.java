package io.artispace.format.npm;

import io.artispace.FilePath;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.VersionView;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.exchange.Response;
import io.artispace.format.FileOwner;
import io.artispace.format.Operation;
import io.artispace.format.PackageFormat;
import io.artispace.format.RepositoryRequest;
import io.artispace.format.UpstreamCodec;
import io.artispace.format.npm.endpoint.Answer;
import io.artispace.format.npm.endpoint.Routes;
import io.artispace.format.npm.packument.DistTag;
import io.artispace.format.npm.packument.LatestFacts;
import io.artispace.format.npm.packument.NpmName;
import io.artispace.format.npm.packument.SemanticVersion;
import io.artispace.format.npm.packument.StoredManifest;
import io.artispace.format.npm.packument.TarballPath;
import io.artispace.format.npm.upstream.NpmCodec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Packages of npm, for npm, pnpm, yarn and bun. Stateless and thread-safe.
 *
 * <p>Where things are in this module:
 *
 * <ul>
 *   <li>{@code Routes} and {@code RegistryRoutes}: which request means what; each {@code …Endpoint} answers some of them;
 *   <li>{@code PackageDocumentReader} streams what clients send, {@code TarballInspector} looks into the tarball, {@code ManifestBuilder}
 *       makes the manifest of it, and {@code Publisher} records the version;
 *   <li>{@code StoredManifest} is how a manifest is kept, {@code PackumentWriter} puts packuments together from them;
 *   <li>{@link Npm} does the same for callers without HTTP.
 * </ul>
 */
public final class NpmFormat implements PackageFormat {
    /** The id of this format. */
    public static final String ID = "npm";

    /** Creates the format. */
    public NpmFormat() {}

    @Override
    public String id() {
        return ID;
    }

    /** SHA-1 for {@code shasum}, SHA-512 for {@code integrity}. */
    @Override
    public Set<DigestAlgorithm> digests() {
        return Set.of(DigestAlgorithm.SHA1, DigestAlgorithm.SHA512);
    }

    /** There are no settings; and a published version never changes, whatever the definition says. */
    @Override
    public void check(RepositoryDefinition definition) {
        if (!definition.formatSettings().isEmpty()) {
            throw new InvalidInputException(
                    "Cannot define the npm repository " + Quote.of(definition.name()) + " with the settings "
                            + Quote.of(definition.formatSettings().keySet()) + ": npm has none.");
        }
        if (definition instanceof Hosted hosted && hosted.redeploy() == Hosted.Redeploy.ALLOWED) {
            throw new InvalidInputException("Cannot define the npm repository " + Quote.of(definition.name())
                    + " so that versions can be replaced: clients keep what they have of a version for ever.");
        }
    }

    @Override
    public Optional<Operation> route(RepositoryRequest request) {
        return Routes.find(request);
    }

    @Override
    public Optional<FileOwner> owner(FilePath path) {
        return TarballPath.parse(path)
                .map(tarball -> new FileOwner(tarball.name().packageName(), tarball.version()));
    }

    @Override
    public Comparator<String> versionOrder() {
        return SemanticVersion.TEXT_ORDER;
    }

    @Override
    public boolean isPreRelease(String version) {
        return SemanticVersion.parse(version).map(SemanticVersion::isPrerelease).orElse(false);
    }

    /**
     * {@inheritDoc} A plain {@code npm install} shall get the highest of the versions to which the members point the tag, a release rather
     * than a pre-release. A version to which no member points the tag is never chosen: somebody may have moved the tag below a bad version.
     */
    @Override
    public String mergeTag(String tag, String first, String other) {
        Comparator<String> order =
                Comparator.comparing((String version) -> !isPreRelease(version)).thenComparing(versionOrder());
        return tag.equals(DistTag.LATEST) && order.compare(first, other) < 0 ? other : first;
    }

    /** {@inheritDoc} A package is described by the latest of the versions that may be shown. */
    @Override
    public Map<String, String> summary(PackageView view) {
        NpmName name = new NpmName(view.name().value());
        Map<String, String> attributes = new HashMap<>(view.attributes());
        Optional.ofNullable(view.tags().get(DistTag.LATEST))
                .flatMap(view::version)
                .or(() -> view.versions().stream()
                        .max(Comparator.comparing(VersionView::name, SemanticVersion.TEXT_ORDER)))
                .ifPresent(latest -> LatestFacts.replace(
                        attributes,
                        LatestFacts.of(latest.name(), StoredManifest.decode(latest, name), latest.published())));
        return attributes;
    }

    @Override
    public void checkManifest(PackageName packageName, String version, String manifest) {
        if (!StoredManifest.isValid(manifest)) {
            throw new InvalidInputException("Cannot publish version " + Quote.of(version) + " of "
                    + Quote.of(packageName) + ": its manifest is not in the form in which this format keeps manifests."
                    + " Publish a tarball by Npm.in(repository), which takes the manifest from it.");
        }
    }

    @Override
    public Optional<UpstreamCodec> upstream() {
        return Optional.of(new NpmCodec());
    }

    @Override
    public Response error(RepositoryRequest request, int status, String message) {
        return Answer.error(status, message);
    }
}
