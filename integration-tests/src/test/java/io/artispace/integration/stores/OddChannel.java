package io.artispace.integration.stores;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** An open file of an {@link OddFileSystem}. */
final class OddChannel extends FileChannel {
    private final OddFileSystem fileSystem;
    private final FileChannel inside;

    OddChannel(OddFileSystem fileSystem, FileChannel inside) {
        this.fileSystem = fileSystem;
        this.inside = inside;
    }

    private FileChannel reading() throws IOException {
        fileSystem.oddity().beforeRead();
        return inside;
    }

    private FileChannel writing() throws IOException {
        fileSystem.oddity().beforeWrite();
        return inside;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return reading().read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return reading().read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return reading().read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return writing().write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return writing().write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return writing().write(source, position);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return reading().transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return writing().transferFrom(source, position, count);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        fileSystem.oddity().beforeFlush();
        inside.force(metaData);
    }

    @Override
    public long position() throws IOException {
        return inside.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        inside.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return inside.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        inside.truncate(size);
        return this;
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return inside.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return inside.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return inside.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        inside.close();
    }
}
