package io.artispace.stores.cache;

import io.artispace.storage.fs.MemoryBlobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** A process of its own that opens a cache and closes it. */
final class CacheProcess {
    static final int REFUSED = 42;

    private CacheProcess() {}

    /** The argument is the cache's directory. */
    public static void main(String... arguments) throws IOException {
        CachedBlobStore cache;
        try {
            cache = CachedBlobStore.open(new MemoryBlobStore(), Path.of(arguments[0]), 1, Clock.systemUTC());
        } catch (IOException refused) {
            System.exit(REFUSED);
            return;
        }
        cache.close();
    }

    /** Runs one; returns 0, or {@link #REFUSED} if it could not open the cache. */
    static int run(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CacheProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("A process that opens a cache does not end.");
        }
        return process.exitValue();
    }
}
