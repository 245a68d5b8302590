package io.artispace.format;

import io.artispace.PackageName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A remote registry behind the repository that a request is for, to which a format passes on questions that no view answers, such as a
 * search or an audit. The format leaves out packages that {@link #permits(PackageName)} does not permit, from the question as well as
 * from the answer. Used by one thread.
 */
public interface UpstreamLink {
    /** {@return the name of the proxy} */
    String repository();

    /**
     * {@return whether the upstream may be asked anything: not if it is offline, or the repository is read as of an instant or
     * replayed}
     */
    boolean mayBeAsked();

    /**
     * Tells whether a package may come from this upstream. A name that may not must not even be mentioned to it.
     *
     * @param packageName the package
     * @return false if the name belongs to other members, or a hosted one holds the package
     */
    boolean permits(PackageName packageName);

    /**
     * Tells whether a version may be shown: whether it may come from this upstream, no block forbids it, and it is old enough.
     *
     * @param packageName the package
     * @param version the version
     * @param published when the upstream says that it appeared; null if it does not say, which counts as now
     * @return whether it may
     */
    boolean permits(PackageName packageName, String version, @Nullable Instant published);

    /**
     * Returns the same upstream with a smaller limit on its answers, so that no more of them is read into memory than is of use.
     *
     * @param bytes the most bytes of a body without any content coding
     * @return a link on which answers fail that are larger than this, or than this link's own limit
     */
    UpstreamLink upTo(int bytes);

    /**
     * Asks with {@code GET}.
     *
     * @param location path and query relative to the upstream's URL, percent-encoded, without a leading slash
     * @return the answer
     * @throws io.artispace.UpstreamFailedException if the upstream may not be asked, cannot be, or answers more than
     *     {@link io.artispace.Limits#maxDocumentSize()} or what {@link #upTo} says
     */
    Answer get(String location);

    /**
     * Asks with {@code POST}. It is not repeated after a failure. An upstream that does not offer what is asked is no failure: it answers
     * 404, 405, 410 or 501.
     *
     * @param location as for {@link #get}
     * @param contentType the media type of the body
     * @param body the body
     * @return the answer
     * @throws io.artispace.UpstreamFailedException as for {@link #get}
     */
    Answer post(String location, String contentType, byte[] body);

    /**
     * What an upstream answered.
     *
     * @param status the status, after redirects
     * @param contentType the media type; empty if it said none
     * @param body the bytes without any content coding; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copying would double the memory
    record Answer(int status, String contentType, byte[] body) {}
}
