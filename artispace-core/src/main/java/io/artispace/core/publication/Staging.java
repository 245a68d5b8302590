package io.artispace.core.publication;

import io.artispace.InvalidInputException;
import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.core.content.BlobFailures;
import io.artispace.core.content.ContentSink;
import io.artispace.core.content.StagedContent;
import io.artispace.core.content.WholeContent;
import io.artispace.core.steps.Closing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contents that one publication receives: those that still arrive, and those that are whole and wait for the commit. Nobody else sees
 * them. Not thread-safe, like the publication.
 */
final class Staging {
    private static final Logger logger = LoggerFactory.getLogger(Staging.class);

    /**
     * How many staged contents may wait for the commit to be flushed, which lasts shorter if many commit at the same time. Each keeps a
     * file handle until then, of which a process may have no more than a thousand.
     */
    private static final int MOST_UNFORCED = 64;

    private final BlobStore blobs;
    private final Set<DigestAlgorithm> algorithms;
    private final long maxFileSize;

    /** The sinks that were not finished yet, each with buffers of its own. */
    private final Set<ContentSink> sinks = new LinkedHashSet<>();

    private final Set<StagedContent> contents = new LinkedHashSet<>();

    Staging(BlobStore blobs, Set<DigestAlgorithm> algorithms, long maxFileSize) {
        this.blobs = blobs;
        this.algorithms = algorithms;
        this.maxFileSize = maxFileSize;
    }

    /** Receives a content to its end; the caller closes the stream. */
    StagedContent read(InputStream bytes) {
        try (ContentSink sink = begin()) {
            while (true) {
                ByteBuffer free = sink.free();
                int count = read(bytes, free);
                if (count < 0) {
                    return sink.finish();
                }
                sink.received(count);
            }
        }
    }

    private static int read(InputStream bytes, ByteBuffer free) {
        try {
            return bytes.read(free.array(), free.position(), free.remaining());
        } catch (IOException e) {
            throw new InvalidInputException(
                    "The content broke off before its end, and nothing was published. Send it again.", e);
        }
    }

    /** Begins a content that is written piece by piece. */
    ContentSink begin() {
        try {
            ContentSink sink = new ContentSink(blobs, algorithms, maxFileSize, this::finished);
            sinks.add(sink);
            return sink;
        } catch (IOException e) {
            throw BlobFailures.unstored(e);
        }
    }

    private void finished(ContentSink sink, StagedContent content) {
        sinks.remove(sink);
        contents.add(content);
        if (contents.size() > MOST_UNFORCED) {
            try {
                content.force();
            } catch (IOException e) {
                throw BlobFailures.unstored(e);
            }
        }
    }

    /** Takes a content that came whole. */
    StagedContent take(WholeContent content) {
        StagedContent staged = content.stage(blobs);
        contents.add(staged);
        return staged;
    }

    /** The contents that are whole; those that are finished later are added to this set. */
    Set<StagedContent> contents() {
        return contents;
    }

    /**
     * Gives up what was not committed. What cannot be removed is a leftover: that must not fail what was committed, or hide why it was not.
     */
    void close() {
        Closing closing = new Closing();
        for (ContentSink sink : sinks) {
            closing.run(sink::close);
        }
        for (StagedContent content : contents) {
            closing.run(content::close);
        }
        try {
            closing.end();
        } catch (IOException | StorageFailedException e) {
            logger.warn(
                    "What was received and is not needed could not be removed; a repair of the registry removes it later",
                    e);
        }
    }
}
