package io.artispace.integration.stores;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Does what an {@link OddFileSystem} is asked for. */
final class OddProvider extends FileSystemProvider {
    private final OddFileSystem fileSystem;
    private final Set<Path> fresh = ConcurrentHashMap.newKeySet();

    OddProvider(OddFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    void forgetFresh() {
        fresh.clear();
    }

    private Oddity oddity() {
        return fileSystem.oddity();
    }

    private Path lookUp(Path path) throws IOException {
        oddity().beforeLookup(path, fresh.contains(OddPath.inside(path)));
        return OddPath.inside(path);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        oddity().beforeRename(source);
        Files.move(OddPath.inside(source), OddPath.inside(target), options);
        fresh.add(OddPath.inside(target));
        oddity().afterRename(source);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean created = options.contains(StandardOpenOption.CREATE_NEW);
        Path inside = created ? OddPath.inside(path) : lookUp(path);
        return new OddChannel(fileSystem, FileChannel.open(inside, options, attributes));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> seen = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OddPath.inside(directory))) {
            for (Path path : all) {
                Path odd = fileSystem.odd(path);
                if (filter.accept(odd)) {
                    seen.add(odd);
                }
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return seen.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        Files.createDirectory(OddPath.inside(directory), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(OddPath.inside(path));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(lookUp(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return Files.readAttributes(lookUp(path), attributes, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path inside = lookUp(path);
        inside.getFileSystem().provider().checkAccess(inside, modes);
    }

    @Override
    public String getScheme() {
        return "odd";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return Files.isSameFile(OddPath.inside(path), OddPath.inside(other));
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(OddPath.inside(path));
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(OddPath.inside(path), type, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(OddPath.inside(path), attribute, value, options);
    }
}
