package io.artispace.core.exchange;

import io.artispace.FileView;
import io.artispace.blob.Digest;
import io.artispace.exchange.Response.Header;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What answers say of files, put together once for all who ask for the same one. It is told by the file's view alone, so it holds for whatever view is equal
 * to that, which nearly always is the same object. Files whose paths have the same place take it from each other. Thread-safe.
 */
final class FileHeads {
    /** A power of two. A head takes about a kilobyte. */
    private static final int PLACES = 1_024;

    private final AtomicReferenceArray<@Nullable Head> heads = new AtomicReferenceArray<>(PLACES);

    /**
     * What is said of a file.
     *
     * @param view the file
     * @param etag its tag
     * @param modified when it was published
     * @param all these two, its type and its digest, as an answer with its bytes says them
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
                    // RFC 9530: of the whole file, also where only a part of it is sent.
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
