package io.artispace.core.ledger;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.ForwardingMetadataStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A metadata store that notes which questions about ledgers are asked of it. */
final class CountedLedgers extends ForwardingMetadataStore {
    private final ConcurrentLinkedQueue<String> questions = new ConcurrentLinkedQueue<>();

    CountedLedgers(MetadataStore inside) {
        super(inside);
    }

    /** Returns the questions since the last call. */
    List<String> asked() {
        List<String> asked = List.copyOf(questions);
        questions.clear();
        return asked;
    }

    @Override
    public <T extends @Nullable Object> T read(ReadWork<T> work) {
        return super.read(reader -> work.run(noting(reader)));
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
}
