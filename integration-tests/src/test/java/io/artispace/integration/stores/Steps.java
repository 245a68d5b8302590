package io.artispace.integration.stores;

import io.artispace.OutcomeUnknownException;
import io.artispace.StorageFailedException;
import io.artispace.blob.Blob;
import io.artispace.blob.BlobStore;
import io.artispace.blob.BlobUpload;
import io.artispace.metadata.MetadataStore;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import io.artispace.testkit.ForwardingMetadataStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a registry asks of its stores, step by step; at a chosen one a fault strikes. A step is the moment before or after a call. Thread-safe. */
final class Steps {
    /** What happens. */
    enum Fault {
        /** The step fails, and those after it succeed. */
        FAILURE,
        /** The process ends: nothing that it asks for happens any more, not even what would tidy up. */
        END,
        /** The JVM is halted. */
        HALT,
        /** Something else happens meanwhile. Moments within a transaction that writes are no steps then, since others wait for its end. */
        PAUSE
    }

    /** The exit code of a JVM that was halted. */
    static final int HALTED = 77;

    private static final int NEVER = Integer.MAX_VALUE;

    private final Fault fault;
    private int remaining = NEVER;
    private boolean struck;
    private Runnable meanwhile = () -> {};

    private volatile boolean writing;

    Steps(Fault fault) {
        this.fault = fault;
    }

    boolean isEnd() {
        return fault == Fault.END;
    }

    /** Has the fault strike at a step, 1 for the next one. */
    synchronized void strikeAt(int step) {
        remaining = step;
        struck = false;
    }

    /** Has something happen at a step, 1 for the next one, before it goes on. */
    synchronized void pauseAt(int step, Runnable other) {
        meanwhile = other;
        strikeAt(step);
    }

    /** Has nothing strike any more; returns whether it did. */
    synchronized boolean heal() {
        remaining = NEVER;
        return struck;
    }

    private boolean fails() {
        if (!isStruckNow()) {
            return false;
        }
        if (fault == Fault.HALT) {
            Runtime.getRuntime().halt(HALTED);
        }
        if (fault == Fault.PAUSE) {
            meanwhile.run();
        }
        return fault != Fault.PAUSE;
    }

    private synchronized boolean isStruckNow() {
        boolean isStep = fault != Fault.PAUSE || !writing;
        if (remaining == NEVER || !isStep || --remaining > 0) {
            return false;
        }
        struck = true;
        remaining = fault == Fault.END ? 0 : NEVER;
        return true;
    }

    MetadataStore of(MetadataStore store) {
        return new FaultyMetadataStore(noting(store), (moment, call) -> {
            if (fails()) {
                throw moment == Moment.AFTER_COMMIT
                        ? new OutcomeUnknownException("A fault was set after a commit.")
                        : new StorageFailedException("A fault was set.");
            }
        });
    }

    private MetadataStore noting(MetadataStore store) {
        return new ForwardingMetadataStore(store) {
            @Override
            public <T extends @Nullable Object> T write(WriteWork<T> work) {
                writing = true;
                try {
                    return super.write(work);
                } finally {
                    writing = false;
                }
            }
        };
    }

    BlobStore of(BlobStore store) {
        return of(BlobStore.class, store);
    }

    private <T> T of(Class<T> type, T inside) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(method, inside, arguments)));
    }

    private @Nullable Object call(Method method, Object inside, Object @Nullable [] arguments) throws Throwable {
        boolean isStep = Arrays.asList(method.getExceptionTypes()).contains(IOException.class);
        boolean closes = method.getName().equals("close");
        if (isStep && fails()) {
            if (closes && fault == Fault.FAILURE) {
                method.invoke(inside, arguments);
            }
            throw new IOException("A fault was set before " + method.getName() + ".");
        }
        Object result;
        try {
            result = method.invoke(inside, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (isStep && !closes && fails()) {
            if (result instanceof AutoCloseable opened && fault == Fault.FAILURE) {
                opened.close();
            }
            throw new IOException("A fault was set after " + method.getName() + ".");
        }
        return wrapped(method, result);
    }

    private @Nullable Object wrapped(Method method, @Nullable Object result) {
        if (method.getName().equals("path")) {
            // So that all reading goes through calls, and can fail.
            return Optional.empty();
        }
        if (result instanceof BlobUpload upload) {
            return of(BlobUpload.class, upload);
        }
        if (result instanceof Blob blob) {
            return of(Blob.class, blob);
        }
        if (result instanceof Optional<?> found && found.orElse(null) instanceof Blob blob) {
            return Optional.of(of(Blob.class, blob));
        }
        return result;
    }
}
