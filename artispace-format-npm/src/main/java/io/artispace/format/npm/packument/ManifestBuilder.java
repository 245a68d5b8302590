package io.artispace.format.npm.packument;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.artispace.StagedBlob;
import io.artispace.format.npm.json.Json;
import io.artispace.format.npm.tarball.PackedPackage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the manifest by which clients resolve. It is the tarball's own {@code package.json}, so that what is resolved is what is
 * installed. What the publishing client says besides is added only if the tarball says nothing about it and installation does not
 * depend on it.
 */
final class ManifestBuilder {
    /** Members that the registry itself sets, or keeps elsewhere; they are ignored in what others send. */
    private static final Set<String> REGISTRY = Set.of(
            "_id",
            "_rev",
            "_attachments",
            "_npmUser",
            "_hasShrinkwrap",
            "hasInstallScript",
            "dist",
            "deprecated",
            "maintainers",
            "readme",
            "readmeFilename",
            "time",
            "shasum",
            "integrity",
            "tarball");

    /** Members that decide what is installed and run; they are taken from the tarball only. */
    private static final Set<String> TARBALL_ONLY = Set.of(
            "name",
            "version",
            "dependencies",
            "optionalDependencies",
            "devDependencies",
            "peerDependencies",
            "peerDependenciesMeta",
            "bundleDependencies",
            "bundledDependencies",
            "overrides",
            "resolutions",
            "bin",
            "directories",
            "scripts",
            "gypfile",
            "engines",
            "os",
            "cpu",
            "libc",
            "exports",
            "imports",
            "main",
            "module",
            "browser",
            "type",
            "types",
            "typings",
            "workspaces");

    private ManifestBuilder() {}

    /**
     * Makes the manifest.
     *
     * @param name the package
     * @param version the version as it is published
     * @param packed what the tarball says
     * @param sent what the client says; may be empty
     * @param tarball the tarball
     * @param publisher who publishes; null if that is nobody in particular
     */
    static ObjectNode build(
            NpmName name,
            String version,
            PackedPackage packed,
            ObjectNode sent,
            StagedBlob tarball,
            @Nullable Person publisher) {
        ObjectNode manifest = Json.object();
        manifest.put("name", name.value()).put("version", version);
        copy(packed.manifest(), manifest, Set.of());
        copy(sent, manifest, TARBALL_ONLY);
        ManifestRules.normalise(manifest, name, packed);
        manifest.put("_id", name + "@" + version);
        if (packed.hasShrinkwrap()) {
            manifest.put("_hasShrinkwrap", true);
        }
        ManifestRules.markInstallScript(manifest);
        if (publisher != null) {
            manifest.set("_npmUser", publisher.json());
        }
        ObjectNode dist = manifest.putObject("dist");
        Integrity.write(tarball.digests(), dist);
        dist.put("fileCount", packed.fileCount()).put("unpackedSize", packed.unpackedSize());
        return manifest;
    }

    private static void copy(ObjectNode from, ObjectNode to, Set<String> except) {
        Json.forEachMember(from, (name, value) -> {
            if (!to.has(name) && !REGISTRY.contains(name) && !except.contains(name)) {
                to.set(name, value);
            }
        });
    }
}
