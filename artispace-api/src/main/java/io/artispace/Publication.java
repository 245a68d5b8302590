package io.artispace;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The one way to write: stage bytes, record changes of one or several packages, commit. All of it becomes visible at once, or
 * none of it. Used by one thread at a time; after {@link #close()}, every other method throws {@link IllegalStateException}.
 *
 * <pre>{@code
 * try (Publication publication = repository.publish()) {
 *     StagedBlob jar = publication.stage(bytes);
 *     publication.change(PackageName.of("com.acme:app"))
 *             .putVersion("1.0", Map.of(), "", Overwrite.SAME)
 *             .putFile("1.0", FilePath.of("com/acme/app/1.0/app-1.0.jar"), jar, Overwrite.SAME);
 *     publication.commit();
 * }
 * }</pre>
 */
public interface Publication extends AutoCloseable {
    /**
     * Reads a stream to its end into the blob store, computing the digests of the repository's format on the way. Nothing is
     * visible yet.
     *
     * @param bytes the content; read to its end, not closed
     * @return the staged content
     * @throws TooLargeException if there are more bytes than {@link Limits#maxFileSize()}
     * @throws StorageFailedException if the blob store fails
     * @throws InvalidInputException if reading {@code bytes} fails
     */
    StagedBlob stage(InputStream bytes);

    /**
     * Begins to stage content that is written rather than read. Closing the sink without {@link Sink#finish()} drops it.
     *
     * @return a stream to write to
     * @throws StorageFailedException if the blob store fails
     */
    Sink stage();

    /**
     * Returns the changes of one package; the same object for the same package.
     *
     * @param packageName the package
     * @return where its changes are recorded
     */
    PackageChanges change(PackageName packageName);

    /**
     * Makes everything durable and visible, in one transaction. Changes that change nothing (the same bytes again) leave the
     * revision as it is. After a failure the publication can be committed again, or closed. After a success, more changes can be recorded
     * and committed.
     *
     * @throws ConflictException if it contradicts what is stored; nothing was changed
     * @throws NotFoundException if it names a version or file that is not there, or the repository was deleted; nothing was changed
     * @throws DeniedException if a rule of the repository or the host refuses it, or the caller may not do it; nothing was changed
     * @throws StorageFailedException if a store failed; or if so much time has passed since the bytes were stored (in a long commit, or an
     *     earlier one that failed) that a collection of garbage may have deleted them, and they must be published anew; nothing was changed
     * @throws OutcomeUnknownException if it could not be confirmed whether the commit took effect
     */
    void commit();

    /** Ends the publication. What was not committed is gone. A second call does nothing. */
    @Override
    void close();

    /** Where content is written to, see {@link Publication#stage()}. Its {@code write} fails as {@code stage} does. */
    abstract class Sink extends OutputStream {
        /** For implementations. */
        protected Sink() {}

        /**
         * Ends the content.
         *
         * @return the staged content
         * @throws StorageFailedException if the blob store fails
         */
        public abstract StagedBlob finish();

        /** Drops the content unless it was finished. A second call does nothing. */
        @Override
        public abstract void close();
    }
}
