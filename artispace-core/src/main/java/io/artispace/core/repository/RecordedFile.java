package io.artispace.core.repository;

import io.artispace.FilePath;
import io.artispace.FileView;
import io.artispace.Origin;
import io.artispace.StoredFile;
import io.artispace.exchange.Body;
import java.io.InputStream;

/**
 * A file of a recording session: it is written down before its bytes are handed out. If it is still arriving from an upstream, that has
 * to wait until it has come whole, since its digest is not known before.
 */
record RecordedFile(StoredFile file, String repository, Recorder recorder) implements StoredFile {
    @Override
    public FilePath path() {
        return file.path();
    }

    @Override
    public FileView view() {
        return file.view();
    }

    @Override
    public Origin origin() {
        return file.origin();
    }

    @Override
    public InputStream open() {
        record();
        return file.open();
    }

    @Override
    public Body body() {
        record();
        return file.body();
    }

    private void record() {
        recorder.served(repository, file.view(), file.origin());
    }
}
