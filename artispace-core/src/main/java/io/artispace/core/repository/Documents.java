package io.artispace.core.repository;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.StorageFailedException;
import io.artispace.format.Document;
import io.artispace.format.Rendering;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Renders the documents of one repository and keeps them under their package's revision: a kept one is good exactly as long as the
 * look-up of the revision says so, whoever changed the package in whatever process.
 */
final class Documents {
    /** Part of every entity tag, so that a release that renders otherwise does not confirm what an earlier one rendered. */
    private static final String GENERATION = "1";

    private static final int STRIPES = 32;

    private final MemoryCache cache;
    private final long repositoryId;
    /** One renderer at a time for the same document, so that many askers of a cold one cost one rendering. */
    private final Lock[] stripes = new Lock[STRIPES];

    Documents(MemoryCache cache, long repositoryId) {
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
    ServedDocument find(
            PackageName packageName, Rendering rendering, Stamp stamp, Supplier<Optional<PackageView>> view) {
        return new Served(packageName, rendering, stamp, view);
    }

    private record Key(long repositoryId, String packageName, String rendering, String variant, boolean compressed) {}

    private record Kept(long revision, Optional<Document> document) {}

    private Optional<Document> keptOr(Key key, long revision, Supplier<Kept> renderer) {
        Optional<Kept> kept = cache.find(key, Kept.class);
        if (kept.isPresent() && kept.get().revision() == revision) {
            return kept.get().document();
        }
        Lock stripe = stripes[Math.floorMod(key.hashCode(), STRIPES)];
        stripe.lock();
        try {
            Optional<Kept> now = cache.find(key, Kept.class);
            if (now.isPresent() && now.get().revision() >= revision) {
                return now.get().document();
            }
            Kept rendered = renderer.get();
            cache.put(
                    key,
                    rendered,
                    rendered.document().map(d -> d.bytes().length).orElse(0));
            return rendered.document();
        } finally {
            stripe.unlock();
        }
    }

    private String tag(long revision, String rendering, String variant, String suffix) {
        return '"'
                + Long.toString(repositoryId, 36)
                + '-'
                + Long.toString(revision, 36)
                + '-'
                + Integer.toHexString((rendering + GENERATION + variant).hashCode())
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
            return tag(stamp.revision(), rendering.key(), stamp.variant(), "");
        }

        @Override
        public String compressedEtag() {
            return tag(stamp.revision(), rendering.key(), stamp.variant(), "-gz");
        }

        @Override
        public Optional<Document> plain() {
            return keptOr(key(false), stamp.revision(), this::render);
        }

        @Override
        public Optional<Document> compressed() {
            return keptOr(key(true), stamp.revision(), () -> {
                // The plain form may be of a later revision than was looked up; its tag says which.
                Optional<Document> plain = plain();
                long actual =
                        cache.find(key(false), Kept.class).map(Kept::revision).orElse(stamp.revision());
                return new Kept(actual, plain.map(this::compress));
            });
        }

        private Key key(boolean compressed) {
            return new Key(repositoryId, packageName.value(), rendering.key(), stamp.variant(), compressed);
        }

        private Kept render() {
            Optional<PackageView> current = view.get();
            long actual = current.map(PackageView::revision).orElse(stamp.revision());
            return new Kept(
                    actual,
                    current.flatMap(v -> rendering
                            .renderer()
                            .render(v)
                            .map(bytes -> new Document(
                                    bytes,
                                    rendering.contentType(),
                                    tag(actual, rendering.key(), stamp.variant(), ""),
                                    v.modified()))));
        }

        private Document compress(Document plain) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream(plain.bytes().length / 4 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
                gzip.write(plain.bytes());
            } catch (IOException e) {
                throw new StorageFailedException("Cannot compress a document in memory.", e);
            }
            String tag = plain.etag();
            return new Document(
                    compressed.toByteArray(),
                    plain.contentType(),
                    tag.substring(0, tag.length() - 1) + "-gz\"",
                    plain.modified());
        }
    }
}
