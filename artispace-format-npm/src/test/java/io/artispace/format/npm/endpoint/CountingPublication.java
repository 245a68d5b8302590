package io.artispace.format.npm.endpoint;

import io.artispace.PackageChanges;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.StagedBlob;
import io.artispace.blob.Digests;
import java.io.InputStream;
import java.util.zip.CRC32;

/** A publication that counts what is staged and keeps nothing of it. */
final class CountingPublication implements Publication {
    private final CRC32 checksum = new CRC32();
    private long size;
    private int largestWrite;

    long checksum() {
        return checksum.getValue();
    }

    int largestWrite() {
        return largestWrite;
    }

    static long checksum(byte[] block, int times) {
        CRC32 checksum = new CRC32();
        for (int i = 0; i < times; i++) {
            checksum.update(block);
        }
        return checksum.getValue();
    }

    @Override
    public Sink stage() {
        return new Sink() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                size += length;
                largestWrite = Math.max(largestWrite, length);
                checksum.update(buffer, offset, length);
            }

            @Override
            public StagedBlob finish() {
                return new Counted(size);
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private record Counted(long size) implements StagedBlob {
        @Override
        public Digests digests() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InputStream open() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public StagedBlob stage(InputStream bytes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PackageChanges change(PackageName packageName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void commit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
