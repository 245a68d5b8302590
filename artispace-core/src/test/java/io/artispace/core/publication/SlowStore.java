package io.artispace.core.publication;

import io.artispace.blob.BlobUpload;
import io.artispace.blob.Digest;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.ForwardingBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory that can wait at each commit, and run something after a commit or before an upload is closed. */
final class SlowStore extends ForwardingBlobStore {
    /** What happens. */
    @FunctionalInterface
    interface Wait {
        void run() throws IOException;
    }

    private final int atOnce;
    private final Wait wait;
    private Wait afterCommit = () -> {};
    private Wait beforeClose = () -> {};
    private final AtomicInteger closes = new AtomicInteger();

    SlowStore(int atOnce, Wait wait) {
        super(new MemoryBlobStore());
        this.atOnce = atOnce;
        this.wait = wait;
    }

    /** Says what happens once when the next commit has stored its bytes, before it returns. */
    void afterNextCommit(Wait happens) {
        afterCommit = () -> {
            afterCommit = () -> {};
            happens.run();
        };
    }

    /** Says what happens before each upload is closed; if that throws, the upload stays open. */
    void beforeClose(Wait happens) {
        beforeClose = happens;
    }

    /** Returns how often the closing of an upload was tried. */
    int closes() {
        return closes.get();
    }

    @Override
    public BlobUpload beginUpload() throws IOException {
        return new SlowUpload(super.beginUpload());
    }

    @Override
    public int commitsAtOnce() {
        return atOnce;
    }

    private final class SlowUpload implements BlobUpload {
        private final BlobUpload upload;

        SlowUpload(BlobUpload upload) {
            this.upload = upload;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return upload.write(source);
        }

        @Override
        public long size() {
            return upload.size();
        }

        @Override
        public InputStream openWritten() throws IOException {
            return upload.openWritten();
        }

        @Override
        public void force() throws IOException {
            upload.force();
        }

        @Override
        public void commit(Digest sha256) throws IOException {
            wait.run();
            upload.commit(sha256);
            afterCommit.run();
        }

        @Override
        public boolean isOpen() {
            return upload.isOpen();
        }

        @Override
        public void close() throws IOException {
            closes.incrementAndGet();
            beforeClose.run();
            upload.close();
        }
    }
}
