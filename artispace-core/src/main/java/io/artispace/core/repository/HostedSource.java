package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.Origin;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.SearchHit;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.format.UpstreamLink;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.PackageRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was published into a repository, read from its rows: those that are there, or those that were there at an instant. */
public final class HostedSource implements Source {
    private final Engine engine;
    private final long id;
    private final ViewReader views;
    private final Origin origin;

    /**
     * Creates a source.
     *
     * @param engine what repositories share
     * @param id the repository's row
     * @param name the repository's name
     */
    public HostedSource(Engine engine, long id, String name) {
        this.engine = engine;
        this.id = id;
        this.views = new ViewReader(new PackageRowsCache(engine.cache()));
        this.origin = new Origin(name, null);
    }

    @Override
    public Stamp stamp(PackageName packageName, ViewScope scope, Reading reading) {
        long revision = engine.metadata().read(reader -> reader.packageRevision(id, packageName.value()));
        return Stamp.of(revision).with(reading.moment().map(Instant::toString).orElse(""));
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope, Reading reading) {
        return engine.metadata()
                .read(reader -> reading.moment().isPresent()
                        ? views.readAsOf(
                                reader, id, packageName, scope, reading.moment().get())
                        : views.read(reader, id, packageName, scope));
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        return engine.metadata()
                .read(reader -> reading.moment().isPresent()
                        ? reader.findFileAsOf(id, path.value(), reading.moment().get())
                        : reader.findFile(id, path.value()).filter(FileRow::isLive))
                .map(row -> new RowFile(ViewReader.fileView(row), engine.reader(), origin));
    }

    @Override
    public boolean holds(PackageName packageName, Reading reading) {
        return engine.metadata()
                .read(reader -> reader.findPackage(id, packageName.value())
                        .filter(row -> !reader.versions(row.id(), false).isEmpty())
                        .isPresent());
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        return engine.metadata().read(reader -> reader.packages(id, prefix, after, limit)).stream()
                .map(HostedSource::hit)
                .toList();
    }

    @Override
    public List<SearchHit> search(String text, int offset, int limit, Reading reading) {
        return engine.metadata().read(reader -> reader.search(id, text, offset, limit)).stream()
                .map(HostedSource::hit)
                .toList();
    }

    private static SearchHit hit(PackageRow row) {
        return new SearchHit(PackageName.of(row.name()), row.revision(), row.modified(), row.attributes());
    }

    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        return engine.metadata().read(reader -> new DirectoryReader(reader, id, directory).read(after, limit));
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        return List.of();
    }
}
