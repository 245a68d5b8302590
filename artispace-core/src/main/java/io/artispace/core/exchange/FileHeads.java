package io.artispace.core.exchange;

import io.artispace.FileView;
import io.artispace.blob.Digest;
import io.artispace.exchange.Response.Header;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The headers that describe files, put together once for all requests for the same file. They depend on the file's view alone, so they
 * are good for each equal view, which is nearly always the same object. Each path has one place in a table, and files whose paths share
 * a place replace each other. Thread-safe.
 */
final class FileHeads {
    /** How many are kept, a power of two; each takes about a kilobyte. */
    private static final int PLACES = 1_024;

    private final AtomicReferenceArray<@Nullable Head> heads = new AtomicReferenceArray<>(PLACES);

    /**
     * The headers that describe a file.
     *
     * @param view the file
     * @param etag its tag
     * @param modified when it was published
     * @param all all headers of an answer with the file's bytes: these two, its type and its digest
     */
    record Head(FileView view, Header etag, Header modified, List<Header> all) {
        private static Head of(FileView view) {
            Digest sha256 = view.digests().sha256();
            Header etag = new Header("ETag", "\"" + sha256.hex() + "\"");
            Header modified = new Header("Last-Modified", HttpDate.format(view.published()));
            List<Header> all = List.of(
                    new Header("Content-Type", ContentTypes.of(view.path().value())),
                    etag,
                    modified,
                    // RFC 9530: the digest of the whole file, even if only a part of it is sent.
                    new Header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256.bytes()) + ":"));
            return new Head(view, etag, modified, all);
        }
    }

    /** Returns what is said of a file. */
    Head of(FileView view) {
        int place = view.path().value().hashCode() & PLACES - 1;
        Head known = heads.get(place);
        if (known != null && known.view().equals(view)) {
            return known;
        }
        Head made = Head.of(view);
        heads.set(place, made);
        return made;
    }
}
