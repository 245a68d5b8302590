package io.artispace.core.repository;

import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.PackageRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Pages through what is stored in one repository.
 *
 * @param metadata where its rows are
 * @param repositoryId its row
 * @param format its format
 */
public record StoredPackages(MetadataStore metadata, long repositoryId, PackageFormat format) {
    /** Pages through the packages that are stored now, whatever rules say, as {@link Source#packages} does. */
    public List<SearchHit> packages(String prefix, String after, int limit) {
        return hits(metadata.read(reader -> reader.packages(repositoryId, prefix, after, limit)));
    }

    /** Searches what is stored now, whatever rules say, as {@link Source#search} does. */
    public SearchPages search(String text, int offset) {
        return new Found(text, offset);
    }

    private final class Found implements SearchPages {
        private final String text;
        private int position;

        Found(String text, int offset) {
            this.text = text;
            this.position = offset;
        }

        @Override
        public List<SearchHit> next(int limit) {
            List<SearchHit> page = hits(metadata.read(reader -> reader.search(repositoryId, text, position, limit)));
            position += page.size();
            return page;
        }
    }

    private static List<SearchHit> hits(List<PackageRow> rows) {
        return rows.stream()
                .map(row -> new SearchHit(PackageName.of(row.name()), row.revision(), row.modified(), row.attributes()))
                .toList();
    }

    /**
     * Lists a directory, as {@link Source#list} does.
     *
     * @param filter decides which files are shown
     * @param moment as of when; empty for now
     */
    public Listing list(String directory, String after, int limit, PolicyFilter filter, Optional<Instant> moment) {
        return metadata.read(reader -> {
            DirectoryReader.Paths paths = (prefix, from, size) -> moment.isPresent()
                    ? reader.filesByPathAsOf(repositoryId, prefix, from, moment.get(), size)
                    : reader.filesByPath(repositoryId, prefix, from, size);
            return new DirectoryReader(paths, new ShownFiles(reader, format, filter), directory).read(after, limit);
        });
    }
}
