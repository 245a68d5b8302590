package io.artispace.format.maven;

import io.artispace.Listing;
import io.artispace.Repository;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code .meta/prefixes.txt}: the directories at the top of a repository. From it, Maven 3.10 and 4 know what they need not ask for
 * here.
 *
 * <p>Clients keep it for a day. One that has fetched it before the first artifact below a new top directory was deployed does not see
 * that artifact until then, so a repository has this file only where {@link Settings#prefixes} asks for it, and never while it is empty.
 */
final class PrefixFile {
    private static final int PAGE = 1000;

    private PrefixFile() {}

    /** Renders the file from what is there now; empty if nothing is. */
    static Optional<SummedDocument> render(Repository repository) {
        StringBuilder text = new StringBuilder("## repository-prefixes/2.0\n");
        List<String> directories = topDirectories(repository);
        directories.forEach(directory -> text.append('/').append(directory).append('\n'));
        return directories.isEmpty()
                ? Optional.empty()
                : Optional.of(SummedDocument.of(
                        text.toString().getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8", null));
    }

    private static List<String> topDirectories(Repository repository) {
        List<String> directories = new ArrayList<>();
        String after = "";
        while (true) {
            Listing page = repository.list("", after, PAGE);
            directories.addAll(page.directories());
            if (!page.more()) {
                return directories;
            }
            after = page.last();
        }
    }
}
