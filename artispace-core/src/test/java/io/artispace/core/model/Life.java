package io.artispace.core.model;

import io.artispace.StorageFailedException;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.FaultyMetadataStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * How long a process lives: so many steps of its stores, and then nothing that it asks of them happens any more, not even what it would
 * tidy up. A step is the moment before or after a call.
 */
final class Life {
    private long remaining = Long.MAX_VALUE;

    /** Ends after so many more steps. */
    synchronized void endAfter(int steps) {
        remaining = steps;
    }

    synchronized boolean isOver() {
        return remaining <= 0;
    }

    private synchronized boolean step() {
        if (remaining > 0) {
            remaining--;
        }
        return remaining > 0;
    }

    /** Returns the store as a process with this life sees it. */
    MetadataStore limit(MetadataStore store) {
        return new FaultyMetadataStore(store, (moment, call) -> {
            if (!step()) {
                throw new StorageFailedException("The process has ended.");
            }
        });
    }

    /** Returns the store as a process with this life sees it. */
    BlobStore limit(BlobStore store) {
        return limit(BlobStore.class, store);
    }

    private <T> T limit(Class<T> type, T inside) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(method, inside, arguments)));
    }

    private Object call(Method method, Object inside, Object[] arguments) throws Throwable {
        boolean counts = Arrays.asList(method.getExceptionTypes()).contains(IOException.class);
        if (counts && !step()) {
            throw new IOException("The process has ended.");
        }
        Object result;
        try {
            result = method.invoke(inside, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (counts && !step()) {
            throw new IOException("The process has ended.");
        }
        return result instanceof BlobUpload upload ? limit(BlobUpload.class, upload) : result;
    }
}
