package io.artispace.format;

import static java.util.Objects.requireNonNull;

import io.artispace.PackageView;
import io.artispace.ViewScope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * How a view becomes a document for clients. The same view and the same key always give the same bytes, so that a document can be
 * kept under its package's revision.
 *
 * @param key names the document among those of its package, and everything beside the view that its bytes depend on, such as a base URL
 * @param scope what of the package the renderer needs
 * @param contentType the document's media type
 * @param renderer makes the document
 */
public record Rendering(String key, ViewScope scope, String contentType, Renderer renderer) {
    /** Checks that nothing is null. */
    public Rendering {
        requireNonNull(key, "key");
        requireNonNull(scope, "scope");
        requireNonNull(contentType, "contentType");
        requireNonNull(renderer, "renderer");
    }

    /** Makes a document. Called on the thread that asks for it. */
    @FunctionalInterface
    public interface Renderer {
        /**
         * Renders a view; all or nothing.
         *
         * @param view the package
         * @return the document's bytes, not changed any more; empty if there is nothing to say, which clients see as "not found"
         */
        Optional<byte[]> render(PackageView view);

        /**
         * Writes the same bytes in parts. Called in place of {@link #render} for views that are so large that the whole document should not
         * be in memory beside them. The default implementation renders it in memory all the same.
         *
         * @param view the package
         * @param out takes the bytes; not to be closed
         * @return whether there is anything to say; if not, nothing was written
         * @throws IOException if writing fails
         */
        default boolean write(PackageView view, OutputStream out) throws IOException {
            Optional<byte[]> all = render(view);
            if (all.isPresent()) {
                out.write(all.get());
            }
            return all.isPresent();
        }
    }
}
