package io.artispace.integration.stores;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A path of an {@link OddFileSystem}.
 *
 * @param fileSystem the file system
 * @param inside the path in the file system inside
 */
record OddPath(OddFileSystem fileSystem, Path inside) implements Path {
    static Path inside(Path path) {
        return path instanceof OddPath odd ? odd.inside() : path;
    }

    private Path odd(Path path) {
        return fileSystem.odd(path);
    }

    private @Nullable Path oddOrNull(@Nullable Path path) {
        return path == null ? null : odd(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return inside.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return oddOrNull(inside.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return oddOrNull(inside.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return oddOrNull(inside.getParent());
    }

    @Override
    public int getNameCount() {
        return inside.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return odd(inside.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
        return odd(inside.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
        return inside.startsWith(inside(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return inside.endsWith(inside(other));
    }

    @Override
    public Path normalize() {
        return odd(inside.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return odd(inside.resolve(inside(other)));
    }

    @Override
    public Path relativize(Path other) {
        return odd(inside.relativize(inside(other)));
    }

    @Override
    public URI toUri() {
        return inside.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return odd(inside.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return odd(inside.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Path> iterator() {
        Iterator<Path> names = inside.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return names.hasNext();
            }

            @Override
            public Path next() {
                return odd(names.next());
            }
        };
    }

    @Override
    public int compareTo(Path other) {
        return inside.compareTo(inside(other));
    }

    @Override
    public String toString() {
        return inside.toString();
    }
}
