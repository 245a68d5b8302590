package io.artispace.format.npm.packument;

import io.artispace.PackageView;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The documents clients resolve from: the packument in its two forms, one version of it, and the tags. The key of each names the
 * repository's URL where the document does, because the URLs of tarballs begin with it.
 */
public final class Packument {
    /** The type of the full form. */
    public static final String JSON = "application/json";

    /** The type of the abbreviated form, and what a client asks for it by. */
    public static final String ABBREVIATED = "application/vnd.npm.install-v1+json";

    private Packument() {}

    /** The form with everything that was published. */
    public static Rendering full(String repositoryUrl) {
        return new Rendering("full " + repositoryUrl, ViewScope.everything(), JSON, new Form(repositoryUrl, true));
    }

    /** The form with what an installation needs. */
    public static Rendering abbreviated(String repositoryUrl) {
        return new Rendering(
                "abbreviated " + repositoryUrl, ViewScope.everything(), ABBREVIATED, new Form(repositoryUrl, false));
    }

    /** Renders a packument; a package without versions has none, which clients see as "not found". */
    private record Form(String repositoryUrl, boolean full) implements Rendering.Renderer {
        @Override
        public Optional<byte[]> render(PackageView view) {
            return view.versions().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new PackumentWriter(view, repositoryUrl).document(full));
        }

        @Override
        public boolean write(PackageView view, OutputStream out) throws IOException {
            if (view.versions().isEmpty()) {
                return false;
            }
            new PackumentWriter(view, repositoryUrl).write(full, out);
            return true;
        }
    }

    /** One version as the full form has it. */
    public static Rendering version(String version, String repositoryUrl) {
        return new Rendering(
                "version " + version + " " + repositoryUrl,
                ViewScope.version(version),
                JSON,
                view -> view.version(version).map(found -> new PackumentWriter(view, repositoryUrl).version(found)));
    }

    /** The tags. */
    public static Rendering tags() {
        return new Rendering(
                "tags",
                PackageLookup.WITHOUT_VERSIONS,
                JSON,
                view -> view.tags().isEmpty() ? Optional.empty() : Optional.of(new PackumentWriter(view, "").tags()));
    }

    /** Returns the {@code _rev} of a package: what a client says its change was made from. */
    public static String revision(long revision) {
        return revision + "-0";
    }
}
