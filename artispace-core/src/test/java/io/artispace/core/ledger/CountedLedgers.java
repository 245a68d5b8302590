package io.artispace.core.ledger;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A metadata store that notes which questions about ledgers are asked of it. */
record CountedLedgers(MetadataStore inside, ConcurrentLinkedQueue<String> questions) implements MetadataStore {
    CountedLedgers(MetadataStore inside) {
        this(inside, new ConcurrentLinkedQueue<>());
    }

    /** Returns the questions since the last call. */
    List<String> asked() {
        List<String> asked = List.copyOf(questions);
        questions.clear();
        return asked;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return inside.read(reader -> work.run(noting(reader)));
    }

    private MetadataReader noting(MetadataReader reader) {
        return (MetadataReader) Proxy.newProxyInstance(
                MetadataReader.class.getClassLoader(),
                new Class<?>[] {MetadataReader.class},
                (proxy, question, arguments) -> {
                    if (question.getName().startsWith("ledger")) {
                        questions.add(question.getName());
                    }
                    try {
                        return question.invoke(reader, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public <T extends @Nullable Object> T write(WriteWork<T> work) {
        return inside.write(work);
    }

    @Override
    public OptionalLong dataVersion() {
        return inside.dataVersion();
    }

    @Override
    public OptionalLong configurationVersion() {
        return inside.configurationVersion();
    }

    @Override
    public void close() {
        inside.close();
    }
}
