package io.artispace.core.proxy.fetch;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Origin;
import io.artispace.StoredFile;
import io.artispace.core.content.WholeContent;
import io.artispace.exchange.Body;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/**
 * A small file that came from an upstream and was checked, and is being stored.
 *
 * @param path its path
 * @param content its bytes, and their digests
 * @param published when it appeared; its row may have a slightly later time
 * @param origin the proxy
 */
record CheckedFile(FilePath path, WholeContent content, Instant published, Origin origin) implements StoredFile {
    @Override
    public FileView view() {
        return new FileView(path, content.bytes().length, content.digests(), published);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content.bytes());
    }

    @Override
    public Body body() {
        return Body.bytes(content.bytes());
    }
}
