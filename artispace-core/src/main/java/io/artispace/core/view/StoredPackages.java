package io.artispace.core.view;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.core.engine.Engine;
import io.artispace.core.engine.Lookup;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in one repository, whatever its kind.
 *
 * @param engine what repositories share
 * @param repositoryId its row
 * @param format its format
 */
public record StoredPackages(Engine engine, long repositoryId, PackageFormat format) {
    /** How many names are read at once, to find those that are shown. */
    private static final int MOST_NAMES = 1000;

    /**
     * The file that is at a path. Its {@code equals} and {@code hashCode} are written out, since the JVM assembles those of a record when
     * they are first called, which takes longer than everything else about it.
     */
    private record OfFile(long repositoryId, String path) implements Lookup<Optional<LiveFile>> {
        /** A row and a view, which share their digests. */
        private static final long FILE = 900;

        @Override
        public Optional<LiveFile> in(MetadataReader reader) {
            return reader.findFile(repositoryId, path).filter(FileRow::isLive).map(LiveFile::of);
        }

        @Override
        public boolean isOneQuestion() {
            return true;
        }

        @Override
        public long weight() {
            return FILE + 2L * path.length();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof OfFile same && repositoryId == same.repositoryId && path.equals(same.path);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(repositoryId) + path.hashCode();
        }
    }

    /** The revision of a package; 0 if there never was one. */
    private record OfRevision(long repositoryId, String packageName) implements Lookup<Long> {
        @Override
        public Long in(MetadataReader reader) {
            return reader.packageRevision(repositoryId, packageName);
        }

        @Override
        public boolean isOneQuestion() {
            return true;
        }

        @Override
        public long weight() {
            return 2L * packageName.length();
        }
    }

    /**
     * Returns the revision of a package; 0 if there never was one.
     *
     * @param seen see {@link Engine#cached}; empty for the revision now
     */
    public long revision(PackageName packageName, OptionalLong seen) {
        return engine.cached(new OfRevision(repositoryId, packageName.value()), seen);
    }

    /**
     * Looks up the file that is at a path.
     *
     * @param seen see {@link Engine#cached}; empty for the file now
     */
    public Optional<LiveFile> file(FilePath path, OptionalLong seen) {
        return engine.cached(new OfFile(repositoryId, path.value()), seen);
    }

    /**
     * Pages through the packages that are stored now, whatever rules say, as {@link io.artispace.Repository#packages} does.
     *
     * @param readable which packages are shown; nothing but their names is read of the others
     */
    public List<SearchHit> packages(String prefix, String after, int limit, Predicate<PackageName> readable) {
        List<PackageName> shown = new ArrayList<>();
        String from = after;
        int size = limit;
        while (true) {
            String last = from;
            int asked = size;
            List<String> names =
                    engine.metadata().look(reader -> reader.packageNames(repositoryId, prefix, last, asked));
            names.stream()
                    .map(PackageName::of)
                    .filter(readable)
                    .limit(limit - shown.size())
                    .forEach(shown::add);
            if (shown.size() == limit || names.size() < asked) {
                return hits(shown);
            }
            from = names.get(names.size() - 1);
            size = Math.min(2 * size, MOST_NAMES);
        }
    }

    /**
     * Searches what is stored now, whatever rules say, as {@link io.artispace.Repository#search(String)} does.
     *
     * @param offset how many of the best readable packages to leave out
     * @param readable which packages are shown; nothing but their names is read of the others
     * @param removed whether packages are found, too, of which nothing is there any more
     */
    public SearchPages search(String text, int offset, Predicate<PackageName> readable, boolean removed) {
        FoundNames names = new FoundNames(
                (from, size) ->
                        engine.metadata().read(reader -> reader.search(repositoryId, text, removed, from, size)),
                offset,
                readable);
        return limit -> hits(names.next(limit));
    }

    private List<SearchHit> hits(List<PackageName> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Map<String, PackageRow> rows = engine
                .metadata()
                .look(reader -> reader.packages(
                        repositoryId, names.stream().map(PackageName::value).toList()))
                .stream()
                .collect(Collectors.toMap(PackageRow::name, Function.identity()));
        return names.stream()
                .map(name -> rows.get(name.value()))
                .filter(Objects::nonNull)
                .map(row -> new SearchHit(PackageName.of(row.name()), row.revision(), row.modified(), row.attributes()))
                .toList();
    }

    /**
     * Lists a directory, as {@link io.artispace.Repository#list} does.
     *
     * @param filter decides which files are shown
     * @param readable of which packages files are shown
     * @param moment as of when; empty for now
     */
    public Listing list(
            String directory,
            String after,
            int limit,
            PolicyFilter filter,
            Predicate<PackageName> readable,
            Optional<Instant> moment) {
        DirectoryReader.Paths paths = (prefix, from, size) -> engine.metadata()
                .look(reader -> moment.isPresent()
                        ? reader.filesByPathAsOf(repositoryId, prefix, from, moment.get(), size)
                        : reader.filesByPath(repositoryId, prefix, from, size));
        Predicate<FileRow> shown = new ShownFiles(engine.metadata(), format, filter, readable);
        return new DirectoryReader(paths, shown, directory).read(after, limit);
    }
}
