package io.artispace.core.proxy.fetch;

import io.artispace.FilePath;
import io.artispace.blob.Digest;
import io.artispace.blob.Digests;
import io.artispace.core.upstream.ContradictedException;
import io.artispace.core.upstream.RefusedException;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.UnusableException;
import io.artispace.upstream.Upstream;
import java.util.List;
import java.util.Locale;

/** What a file has to be like to be taken from an upstream: as its answer begins, and when all of it has come. */
record FileChecks(Upstream upstream, long maxFileSize) {
    /** Looks at the head of an answer. */
    void check(FilePath path, Reply reply) throws RefusedException {
        if (reply.isHtml() && mustNotBeHtml(path)) {
            throw RefusedException.page();
        }
        if (reply.header("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw new RefusedException("the upstream sent it with a content coding that was not asked for");
        }
        if (reply.length().orElse(0) > maxFileSize) {
            throw RefusedException.tooLarge(maxFileSize);
        }
    }

    private boolean mustNotBeHtml(FilePath path) {
        String name = path.fileName().toLowerCase(Locale.ROOT);
        return upstream.contentCheck() && !name.endsWith(".html") && !name.endsWith(".htm");
    }

    /**
     * Compares a file that has come with what the upstream tells of it.
     *
     * @param page whether it looks like a page of HTML, which it may be only if a digest says so
     * @param told the digests that came with it; without any, the documents beside it are asked
     */
    void verify(FilePath path, Digests computed, boolean page, List<Digest> told, ChecksumDocuments checksums)
            throws UnusableException {
        List<Digest> compared =
                told.isEmpty() ? checksums.digest().map(List::of).orElse(List.of()) : told;
        for (Digest digest : compared) {
            if (!computed.find(digest.algorithm()).filter(digest::equals).isPresent()) {
                throw new ContradictedException(digest);
            }
        }
        if (page && compared.isEmpty() && mustNotBeHtml(path)) {
            throw RefusedException.page();
        }
    }
}
