package io.artispace.storage.s3;

import io.artispace.Quote;
import io.artispace.blob.Blob;
import io.artispace.blob.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All blobs in the order of their keys, which is that of their digests. It holds one page of the bucket's listing, of a thousand keys. */
final class S3Listing implements Iterator<Blob> {
    private final Bucket bucket;
    private final S3Layout layout;
    private Iterator<S3Object> page;
    private @Nullable String continuation;
    private @Nullable Blob next;

    private S3Listing(Bucket bucket, S3Layout layout) throws IOException {
        this.bucket = bucket;
        this.layout = layout;
        this.page = List.<S3Object>of().iterator();
        turnPage();
    }

    /** Returns the blobs; the first page is read now, so that a bucket that cannot be listed is found out. */
    static Stream<Blob> of(Bucket bucket, S3Layout layout) throws IOException {
        int characteristics = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new S3Listing(bucket, layout), characteristics), false);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            if (page.hasNext()) {
                next = blobOf(page.next()).orElse(null);
            } else if (continuation != null) {
                try {
                    turnPage();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Blob next() {
        Blob found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return found;
    }

    private void turnPage() throws IOException {
        ListObjectsV2Response response = bucket.objects(layout.blobs(), continuation);
        String token = response.nextContinuationToken();
        boolean more = Boolean.TRUE.equals(response.isTruncated());
        boolean nowhere = token == null || token.isEmpty();
        if (more && (nowhere || Objects.equals(token, continuation))) {
            // Must not end early: callers take a blob that is not listed for absent.
            throw new IOException(
                    "Cannot list the objects: the S3 server says that there are more of them, and not where they"
                            + " begin (a truncated page " + (nowhere ? "without" : "that repeats the")
                            + " NextContinuationToken). Use one that pages as S3 does.");
        }
        for (S3Object object : response.contents()) {
            if (!object.key().startsWith(layout.blobs())) {
                throw new IOException("Cannot list the objects: the S3 server was asked for keys that begin with "
                        + Quote.of(layout.blobs()) + " and lists " + Quote.of(object.key())
                        + ". Use a prefix of letters and digits, or a server that lists keys as they are.");
            }
        }
        page = response.contents().iterator();
        continuation = more ? token : null;
    }

    private Optional<Blob> blobOf(S3Object object) {
        Optional<Digest> digest = layout.digestOf(object.key());
        return digest.map(sha256 -> new S3Blob(sha256, object.size(), object.key(), bucket));
    }
}
