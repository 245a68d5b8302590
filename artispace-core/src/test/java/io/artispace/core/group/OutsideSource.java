package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.UpstreamFailedException;
import io.artispace.ViewScope;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Source;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Stands in for a proxy's upstream: another repository, which fails on demand and records what it was asked for. */
final class OutsideSource implements Source {
    private final Supplier<Source> upstream;
    private final List<String> asked = new ArrayList<>();
    private boolean failing;

    OutsideSource(Supplier<Source> upstream) {
        this.upstream = upstream;
    }

    void fail() {
        failing = true;
    }

    List<String> asked() {
        return asked;
    }

    private Source answering(String question) {
        asked.add(question);
        if (failing) {
            throw new UpstreamFailedException("The upstream does not answer.");
        }
        return upstream.get();
    }

    @Override
    public Stamp stamp(PackageName packageName, ViewScope scope, Reading reading) {
        return answering(packageName.value()).stamp(packageName, scope, reading);
    }

    @Override
    public long revision(PackageName packageName, Reading reading) {
        return upstream.get().revision(packageName, reading);
    }

    @Override
    public Optional<PackageView> view(PackageName packageName, ViewScope scope, Reading reading) {
        return answering(packageName.value()).view(packageName, scope, reading);
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        return answering(path.value()).file(path, reading);
    }

    @Override
    public boolean holds(PackageName packageName, Reading reading) {
        return false;
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        return answering("packages").packages(prefix, after, limit, reading);
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        SearchPages pages = upstream.get().search(text, offset, reading);
        return limit -> {
            answering("search for " + limit);
            return pages.next(limit);
        };
    }

    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        return answering("list").list(directory, after, limit, reading);
    }

    @Override
    public List<Block> blocks(PackageName packageName, Reading reading) {
        return List.of();
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        return List.of();
    }
}
