package io.artispace.benchmarks;

import java.util.concurrent.atomic.AtomicInteger;

/** Files of {@link UpstreamServer} that nobody asked for before. Thread-safe. */
final class UnknownFiles {
    private final AtomicInteger versions = new AtomicInteger();

    /** The path of the next one, below the address of a repository. */
    String path(int size) {
        String artifact = "file-" + size;
        String version = "1.0." + versions.incrementAndGet();
        return "com/acme/" + artifact + "/" + version + "/" + artifact + "-" + version + ".jar";
    }
}
