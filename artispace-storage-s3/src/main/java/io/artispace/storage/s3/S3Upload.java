package io.artispace.storage.s3;

import io.artispace.blob.Digest;
import io.artispace.blob.StrictUpload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * An upload that waits in a {@link Spool} until its digest is known, and then goes to S3 under its final key. S3 keeps nothing without a
 * name, so nothing can be made durable ahead of the commit.
 */
final class S3Upload extends StrictUpload {
    private final S3BlobStore store;
    private final Spool spool;

    S3Upload(S3BlobStore store, Spool spool) {
        super(store::requireOpen);
        this.store = store;
        this.spool = spool;
    }

    @Override
    protected void append(ByteBuffer source) throws IOException {
        spool.write(source);
    }

    @Override
    public long size() {
        return spool.size();
    }

    @Override
    protected InputStream written() throws IOException {
        return spool.open(0, spool.size());
    }

    @Override
    protected void publish(Digest sha256) throws IOException {
        store.writer().write(spool, sha256);
    }

    @Override
    protected void end() throws IOException {
        spool.close();
    }
}
