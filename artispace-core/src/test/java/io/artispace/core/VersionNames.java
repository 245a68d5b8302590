package io.artispace.core;

import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.VersionView;
import io.artispace.ViewScope;
import io.artispace.format.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** A document of the names of a package's versions. */
public final class VersionNames {
    /** The names of a view's versions, with a space between them. */
    public static final Rendering RENDERING = new Rendering(
            "names",
            ViewScope.everything(),
            "text/plain",
            view -> Optional.of(view.versions().stream()
                    .map(VersionView::name)
                    .collect(Collectors.joining(" "))
                    .getBytes(StandardCharsets.UTF_8)));

    private VersionNames() {}

    /** Returns the names with a space between them, or {@code none} where there is no document. */
    public static String of(Repository repository, PackageName name) {
        return repository
                .document(name, RENDERING)
                .map(document -> new String(document.bytes(), StandardCharsets.UTF_8))
                .orElse("none");
    }
}
