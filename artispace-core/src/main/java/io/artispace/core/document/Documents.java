package io.artispace.core.document;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.StorageFailedException;
import io.artispace.VersionView;
import io.artispace.core.cache.DocumentSink;
import io.artispace.core.cache.MemoryCache;
import io.artispace.exchange.Body;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Renders the documents of one repository and caches them under their package's revision. A cached one is good as long as the package,
 * when looked up, is at that revision, whatever process may change it.
 */
public final class Documents {
    /** Part of every entity tag; raised by a release that renders differently, so that it does not confirm what an earlier one rendered. */
    private static final String GENERATION = "2";

    private static final int STRIPES = 32;
    private static final int FILES_TO_MEMORY = 64;

    private final MemoryCache cache;
    private final long repositoryId;
    /** Let one thread at a time render the same document, so that many requests for one that is not cached cost one rendering. */
    private final Lock[] stripes = new Lock[STRIPES];

    public Documents(MemoryCache cache, long repositoryId) {
        this.cache = cache;
        this.repositoryId = repositoryId;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
    }

    /**
     * Looks a document up.
     *
     * @param stamp identifies the view, just read
     * @param view reads the view
     */
    public ServedDocument find(
            PackageName packageName, Rendering rendering, Stamp stamp, Supplier<Optional<PackageView>> view) {
        return new Served(packageName, rendering, stamp, view);
    }

    private record Key(long repositoryId, String packageName, String rendering, String variant, boolean compressed) {}

    /**
     * A document at a revision.
     *
     * @param parts those of the stamp that it was rendered for
     * @param gzipped how it was compressed; null for one that was not, or as a whole
     */
    private record Kept(
            long revision,
            String parts,
            Optional<Document> document,
            @Nullable Gzipped gzipped) {
        boolean isOf(long asked, String askedParts) {
            return revision == asked && parts.equals(askedParts);
        }

        /**
         * Tells whether this document can answer a request that found the package at a revision. A document of a later revision can, if the
         * view depends on the revision alone. Otherwise it may have been rendered after something else had changed, such as which members
         * of a group take part.
         */
        boolean isGoodFor(Key key, long asked, String askedParts) {
            return isOf(asked, askedParts) || revision > asked && key.variant().isEmpty();
        }
    }

    private Kept keptOr(Key key, long revision, String parts, Supplier<Kept> renderer) {
        Optional<Kept> kept = cache.find(key, Kept.class);
        if (kept.isPresent() && kept.get().isOf(revision, parts)) {
            return kept.get();
        }
        Lock stripe = stripes[Math.floorMod(key.hashCode(), STRIPES)];
        stripe.lock();
        try {
            Optional<Kept> now = cache.find(key, Kept.class);
            if (now.isPresent() && now.get().isGoodFor(key, revision, parts)) {
                return now.get();
            }
            Kept rendered = renderer.get();
            cache.put(key, rendered, weight(rendered));
            return rendered;
        } finally {
            stripe.unlock();
        }
    }

    private String tag(long revision, String rendering, Stamp stamp, String suffix) {
        return '"'
                + Long.toString(repositoryId, 36)
                + '-'
                + Long.toString(revision, 36)
                + '-'
                + Integer.toHexString((rendering + GENERATION + stamp.parts() + stamp.variant()).hashCode())
                + suffix
                + '"';
    }

    private final class Served implements ServedDocument {
        private final PackageName packageName;
        private final Rendering rendering;
        private final Stamp stamp;
        private final Supplier<Optional<PackageView>> view;

        Served(PackageName packageName, Rendering rendering, Stamp stamp, Supplier<Optional<PackageView>> view) {
            this.packageName = packageName;
            this.rendering = rendering;
            this.stamp = stamp;
            this.view = view;
        }

        @Override
        public Stamp stamp() {
            return stamp;
        }

        @Override
        public String etag() {
            return tag(stamp.revision(), rendering.key(), stamp, "");
        }

        @Override
        public String compressedEtag() {
            return tag(stamp.revision(), rendering.key(), stamp, "-gz");
        }

        @Override
        public Optional<Document> plain() {
            return keptPlain().document();
        }

        private Kept keptPlain() {
            return keptOr(key(false), stamp.revision(), stamp.parts(), this::render);
        }

        @Override
        public Optional<Document> compressed() {
            // Before the other lock is taken, so that no thread holds two. The document may be of a later revision
            // than was looked up.
            Kept plain = keptPlain();
            return plain.document()
                    .flatMap(document -> keptOr(
                                    key(true), plain.revision(), plain.parts(), () -> compress(plain, document))
                            .document());
        }

        private Key key(boolean compressed) {
            return new Key(repositoryId, packageName.value(), rendering.key(), stamp.variant(), compressed);
        }

        private Kept render() {
            Optional<PackageView> current = view.get();
            long actual = current.map(PackageView::revision).orElse(stamp.revision());
            return new Kept(
                    actual,
                    stamp.parts(),
                    current.flatMap(v -> bodyOf(v)
                            .map(body -> new Document(
                                    body,
                                    rendering.contentType(),
                                    tag(actual, rendering.key(), stamp, ""),
                                    v.modified()))),
                    null);
        }

        private Optional<Body> bodyOf(PackageView current) {
            if (!isLarge(current)) {
                return rendering.renderer().render(current).map(Body::bytes);
            }
            try {
                DocumentSink sink = cache.sink();
                boolean written = false;
                try {
                    written = rendering.renderer().write(current, sink);
                } finally {
                    if (!written) {
                        sink.abandon();
                    }
                }
                return written ? Optional.of(sink.finish()) : Optional.empty();
            } catch (IOException e) {
                throw noRoom(e);
            }
        }

        /** The parts that are the same as in the last edition are not compressed again, unless the document is too large for memory. */
        private Kept compress(Kept kept, Document plain) {
            Gzipped gzipped = plain.length() <= cache.largest() / 2 ? Gzipped.of(plain.bytes(), lastGzipped()) : null;
            Body body = gzipped == null ? compress(plain.body()) : Body.bytes(gzipped.bytes());
            String tag = plain.etag();
            Document document = new Document(
                    body, plain.contentType(), tag.substring(0, tag.length() - 1) + "-gz\"", plain.modified());
            return new Kept(kept.revision(), kept.parts(), Optional.of(document), gzipped);
        }

        private @Nullable Gzipped lastGzipped() {
            Optional<Kept> last = cache.find(key(true), Kept.class);
            return last.isPresent() ? last.get().gzipped() : null;
        }

        private Body compress(Body plain) {
            try {
                DocumentSink sink = cache.sink();
                boolean written = false;
                try (GZIPOutputStream gzip = new GZIPOutputStream(sink, 8192)) {
                    plain.writeTo(gzip);
                    gzip.finish();
                    written = true;
                } finally {
                    if (!written) {
                        sink.abandon();
                    }
                }
                return sink.finish();
            } catch (IOException e) {
                throw noRoom(e);
            }
        }
    }

    /** Estimated by the manifests and attributes: only these make a document large. */
    private boolean isLarge(PackageView view) {
        long size = length(view.attributes());
        for (VersionView version : view.versions()) {
            size += version.manifest().length() + length(version.attributes());
        }
        return size > cache.largest();
    }

    private static long length(Map<String, String> attributes) {
        long length = 0;
        for (String value : attributes.values()) {
            length += value.length();
        }
        return length;
    }

    private long weight(Kept kept) {
        Gzipped gzipped = kept.gzipped();
        return gzipped == null ? kept.document().map(this::weight).orElse(0L) : gzipped.weight();
    }

    /**
     * A document in a file counts with a fraction of its size, so that the size of all files is bounded, too: by a multiple of the memory.
     */
    private long weight(Document document) {
        return document.length() > cache.largest() ? document.length() / FILES_TO_MEMORY : document.length();
    }

    private static StorageFailedException noRoom(IOException cause) {
        return new StorageFailedException(
                "Cannot keep a large document: the directory for temporary files (java.io.tmpdir) cannot be written to, or is full. Make room.",
                cause);
    }
}
