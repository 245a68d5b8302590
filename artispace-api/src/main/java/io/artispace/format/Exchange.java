package io.artispace.format;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.StoredFile;
import io.artispace.access.Accounts;
import io.artispace.access.Action;
import io.artispace.access.Caller;
import io.artispace.exchange.Response;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request being answered. Used by one thread, and not after the handler returned. */
public interface Exchange {
    /** {@return the decoded request} */
    RepositoryRequest request();

    /**
     * Returns the repository, acting in the name of the caller.
     *
     * @return the repository; of a request that changes a group, the group's {@linkplain Repository#destination() destination}
     */
    Repository repository();

    /**
     * Returns the {@linkplain Repository#destination() destination} of the repository, for handlers that read in order to change. (A group
     * shows what several members have, at a revision of its own; only what the destination itself has can be changed there.)
     *
     * @return a group's destination, in the name of the caller, if the caller may read the package there; else the repository itself
     */
    Repository destination();

    /** {@return who asks, authenticated or anonymous} */
    Caller caller();

    /**
     * Demands that the caller may do this as well, on the package (or repository) that the {@link Operation} named. For actions that only
     * the request's body reveals: npm removes a version by sending a document in which it is missing.
     *
     * @param action what the caller needs to be allowed
     * @throws io.artispace.DeniedException if it is not; answered as if the operation itself had named the action
     */
    void require(Action action);

    /** {@return the present moment by the registry's own clock} */
    Instant now();

    /** {@return ArtiSpace's own users and tokens} */
    Accounts accounts();

    /**
     * Answers with a document: from the cache where its revision is known, with {@code ETag}, {@code Last-Modified}, and gzip where the
     * client takes it. A client that has it already is told so without the document being rendered.
     *
     * @param packageName the package
     * @param rendering which document
     * @return the answer; empty if there is no such package or the rendering finds nothing to say about it
     */
    Optional<Response> document(PackageName packageName, Rendering rendering);

    /**
     * Answers with a file: its bytes, a type from our own table by its name, {@code ETag} (its SHA-256), {@code Last-Modified}, and digest
     * headers.
     *
     * @param path its path within the repository
     * @return the answer; empty if there is no such file
     */
    Optional<Response> file(FilePath path);

    /**
     * Answers with a file that was looked up already, as {@link #file(FilePath)} does: for a format that says more about it in headers
     * of its own.
     *
     * @param file a file of {@link #repository()}
     * @return the answer
     */
    Response file(StoredFile file);

    /**
     * Returns the blocks that hold for versions of a package here, whether or not there are such versions. (Clients are not shown blocked
     * versions, so they never ask for the file whose refusal would tell them the reason; a format can tell it elsewhere.)
     *
     * @param packageName the package
     * @return the blocks of the repository and, of a group, of the members that the package may come from
     */
    List<Block> blocks(PackageName packageName);

    /**
     * Returns the remote registries behind the repository: a proxy's own, or those of a group's members that the caller may read, in order.
     * Not all of them may be asked.
     *
     * @return the links; empty for a hosted repository
     */
    List<UpstreamLink> upstreams();
}
