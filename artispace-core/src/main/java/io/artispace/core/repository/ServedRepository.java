package io.artispace.core.repository;

import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import java.util.Optional;

/** A repository as the answering of requests needs it: with its format, and with documents that can be asked for their tag first. */
public interface ServedRepository extends Repository {
    /** Returns the format that understands requests to this repository. */
    PackageFormat packageFormat();

    /** Returns the same repository, writing in the name of the caller. Access is the asker's business. */
    Repository actingFor(Caller caller);

    /**
     * Looks a document up without rendering it, at the price of one look-up of the package's revision.
     *
     * @return the document; empty if nothing of the package is there
     */
    Optional<ServedDocument> serve(PackageName packageName, Rendering rendering);
}
