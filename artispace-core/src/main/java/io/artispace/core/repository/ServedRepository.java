package io.artispace.core.repository;

import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.core.access.Rights;
import io.artispace.core.document.ServedDocument;
import io.artispace.core.document.Stamp;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A repository as the answering of requests needs it: with its format, and with documents that can be asked for their tag first. */
public interface ServedRepository extends Repository {
    /** Returns its id, which also tells it from deleted ones of the same name. */
    long id();

    /** Returns the format that understands requests to this repository. */
    PackageFormat packageFormat();

    /** Returns where its answers come from, for groups that it is a member of. */
    Source source();

    /** Returns how it is read. */
    Reading reading();

    /** Returns what a caller may do by the registry's access policy. */
    Rights rights(Caller caller);

    /** Returns the same repository, read in another way. Whether the caller may read it at all is not checked here. */
    ServedRepository reading(Reading reading);

    @Override
    ServedRepository asOf(Instant instant);

    /**
     * Looks a document up without rendering it, at the price of the package's {@link Stamp}.
     *
     * @return the document; empty if nothing of the package is there
     */
    Optional<ServedDocument> serve(PackageName packageName, Rendering rendering);

    /** See {@link io.artispace.format.Exchange#blocks}. */
    List<Block> blocks(PackageName packageName);

    /** See {@link io.artispace.format.Exchange#upstreams}. */
    List<UpstreamLink> upstreams();

    @Override
    ServedRepository destination();

    /** Returns the {@link #destination()}; empty if nothing can be published here. */
    Optional<ServedRepository> findDestination();

    /** Says why nothing can be published here, and where it can. */
    String whyReadOnly();
}
