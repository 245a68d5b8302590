package io.artispace.stores.cache;

import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore;
import io.artispace.testkit.FaultyBlobStore.Step;
import io.artispace.testkit.MutableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cache in front of a store that counts what is asked of it, and fails when told to. */
abstract class CacheFixture {
    static final long LIMIT = 1_000_000;

    @TempDir
    Path directory;

    final MutableClock clock = new MutableClock(Instant.now());
    final MemoryBlobStore memory = new MemoryBlobStore();
    final FaultyBlobStore origin = new FaultyBlobStore(memory);
    CachedBlobStore cache;

    @BeforeEach
    void open() throws IOException {
        cache = CachedBlobStore.open(origin, directory, LIMIT, clock);
    }

    @AfterEach
    void close() throws IOException {
        cache.close();
    }

    /** Opens the cache as the next process does; the origin of the test stays open. */
    void reopen(long limit) throws IOException {
        cache.close();
        FaultyBlobStore again = new FaultyBlobStore(copyOfOrigin());
        cache = CachedBlobStore.open(again, directory, limit, clock);
    }

    private BlobStore copyOfOrigin() throws IOException {
        MemoryBlobStore copy = new MemoryBlobStore();
        for (Content content : stored) {
            content.storeIn(copy);
        }
        return copy;
    }

    private final List<Content> stored = new java.util.ArrayList<>();

    Content stored(int size, int seed) throws IOException {
        Content content = Content.random(size, seed).storeIn(cache);
        stored.add(content);
        return content;
    }

    byte[] read(Content content) throws IOException {
        try (InputStream in = find(content).open()) {
            return in.readAllBytes();
        }
    }

    Blob find(Content content) throws IOException {
        return cache.find(content.sha256()).orElseThrow();
    }

    int fetches() {
        return origin.calls(Step.OPEN);
    }

    Path copyOf(Content content) {
        String hex = content.sha256().hex();
        return directory.resolve("blobs").resolve(hex.substring(0, 2)).resolve(hex);
    }

    List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("fetching"))) {
            return files.toList();
        }
    }
}
