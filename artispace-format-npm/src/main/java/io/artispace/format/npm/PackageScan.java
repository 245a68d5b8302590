package io.artispace.format.npm;

import io.artispace.Repository;
import io.artispace.SearchHit;
import java.util.List;
import java.util.function.Consumer;

/** Walks through all packages of a repository, some at a time: what is found brings its readme along. */
final class PackageScan {
    private static final int PAGE = 50;

    private PackageScan() {}

    /** Shows every package, in the order of the names. */
    static void forEach(Repository repository, String prefix, Consumer<SearchHit> consumer) {
        String after = "";
        while (true) {
            List<SearchHit> page = repository.packages(prefix, after, PAGE);
            page.forEach(consumer);
            if (page.size() < PAGE) {
                return;
            }
            after = page.get(page.size() - 1).name().value();
        }
    }
}
