package io.artispace.storage.fs;

import io.artispace.blob.Digest;
import io.artispace.blob.StrictUpload;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An upload onto the heap. */
final class MemoryUpload extends StrictUpload {
    private final MemoryBlobStore store;
    private final MemoryContent content = new MemoryContent();

    MemoryUpload(MemoryBlobStore store) {
        super(store::requireOpen);
        this.store = store;
    }

    @Override
    protected void append(ByteBuffer source) {
        content.append(source);
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    protected InputStream written() {
        return content.open(0, content.size());
    }

    @Override
    protected void publish(Digest sha256) {
        store.publish(sha256, content);
    }

    @Override
    protected void end() {
        // The heap is the garbage collector's.
    }
}
