package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.document.Stamp;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.util.List;
import java.util.Optional;

/**
 * Where a repository's answers come from: rows, an upstream, or other repositories. There is one for each kind of repository; what they
 * have in common (documents, publications, the caller) is {@link CoreRepository}'s. Thread-safe.
 */
public interface Source {
    /**
     * Identifies what {@link #view} would show now, cheaply: what a cached document costs. A proxy asks its upstream first if what it knows
     * is too old.
     *
     * @return the stamp; {@link Stamp#NOTHING} if there never was such a package
     */
    Stamp stamp(PackageName packageName, ViewScope scope, Reading reading);

    /** Returns the revision of a package as it is stored here, without asking an upstream; 0 if there never was such a package. */
    long revision(PackageName packageName, Reading reading);

    /** See {@link io.artispace.Repository#view}. */
    Optional<PackageView> view(PackageName packageName, ViewScope scope, Reading reading);

    /** See {@link io.artispace.Repository#file}. */
    Optional<StoredFile> file(FilePath path, Reading reading);

    /**
     * Tells whether a version of the package was published inside, so that nobody outside may add one.
     *
     * @return false for every package of a proxy
     */
    boolean holds(PackageName packageName, Reading reading);

    /** See {@link io.artispace.Repository#packages}; the arguments are in range. Packages that may not be read are left out. */
    List<SearchHit> packages(String prefix, String after, int limit, Reading reading);

    /**
     * See {@link io.artispace.Repository#search(String)}; the arguments were checked. Packages that may not be read are left out.
     *
     * @param offset how many of the best to leave out
     */
    SearchPages search(String text, int offset, Reading reading);

    /** See {@link io.artispace.Repository#list}; the arguments are in range. */
    Listing list(String directory, String after, int limit, Reading reading);

    /** See {@link io.artispace.format.Exchange#blocks}; asked with each document, so it costs next to nothing if there are none. */
    List<Block> blocks(PackageName packageName, Reading reading);

    /** See {@link io.artispace.format.Exchange#upstreams}. */
    List<UpstreamLink> upstreams(Reading reading);
}
