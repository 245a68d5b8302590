package io.artispace.integration.stores;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The default file system, made odd: at the chosen moments it behaves as an {@link Oddity} says. Thread-safe. */
final class OddFileSystem extends FileSystem {
    private final FileSystem inside = FileSystems.getDefault();
    private final OddProvider provider = new OddProvider(this);
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Oddity oddity = Oddity.NONE;
    private volatile int only;

    /** Returns a path of the default file system as one of this. */
    Path odd(Path path) {
        return new OddPath(this, path);
    }

    /** From now on the file system is odd in this way; names made before have been seen by everybody. */
    void become(Oddity other) {
        becomeAt(0, other);
    }

    /** The file system is odd in this way at one of the calls to come, 1 for the next one; 0 for all of them. */
    void becomeAt(int call, Oddity other) {
        provider.forgetFresh();
        calls.set(0);
        only = call;
        oddity = other;
    }

    /** Returns how many calls there were since it became so odd. */
    int calls() {
        return calls.get();
    }

    Oddity oddity() {
        int call = calls.incrementAndGet();
        return only == 0 || call == only ? oddity : Oddity.NONE;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return inside.supportedFileAttributeViews();
    }

    @Override
    public String getSeparator() {
        return inside.getSeparator();
    }

    @Override
    public Path getPath(String first, String... more) {
        return odd(inside.getPath(first, more));
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void close() {}
}
