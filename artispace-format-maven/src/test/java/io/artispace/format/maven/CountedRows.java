package io.artispace.format.maven;

import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.ForwardingMetadataStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A metadata store that counts the rows of files which lists of them are made of. */
final class CountedRows extends ForwardingMetadataStore {
    private final AtomicInteger rows = new AtomicInteger();

    CountedRows(MetadataStore inside) {
        super(inside);
    }

    /** Returns how many rows were read since the last call. */
    int count() {
        return rows.getAndSet(0);
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return super.read(reader -> work.run(counted(reader)));
    }

    private MetadataReader counted(MetadataReader reader) {
        return (MetadataReader) Proxy.newProxyInstance(
                MetadataReader.class.getClassLoader(),
                new Class<?>[] {MetadataReader.class},
                (proxy, question, arguments) -> {
                    try {
                        Object answer = question.invoke(reader, arguments);
                        if (answer instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof FileRow) {
                            rows.addAndGet(list.size());
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
