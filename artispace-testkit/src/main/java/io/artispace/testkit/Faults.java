package io.artispace.testkit;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts the calls of steps and fails the chosen ones. Thread-safe; a step runs outside the lock.
 *
 * @param <S> the steps
 */
final class Faults<S extends Enum<S>> {
    /** What a step does. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** What becomes of a result that a fault keeps from the caller. */
    interface Disposal<T> {
        void dispose(T result) throws IOException;
    }

    private record Fault<S>(S step, int call) {}

    private final Map<S, Integer> calls;
    private final Set<Fault<S>> before = new HashSet<>();
    private final Set<Fault<S>> after = new HashSet<>();
    private final Map<S, Supplier<? extends IOException>> always;

    Faults(Class<S> steps) {
        calls = new EnumMap<>(steps);
        always = new EnumMap<>(steps);
    }

    synchronized void before(S step, int callsFromNow) {
        before.add(fault(step, callsFromNow));
    }

    synchronized void after(S step, int callsFromNow) {
        after.add(fault(step, callsFromNow));
    }

    synchronized void always(S step, Supplier<? extends IOException> failure) {
        always.put(step, failure);
    }

    private Fault<S> fault(S step, int callsFromNow) {
        if (callsFromNow < 1) {
            throw new IllegalArgumentException("Cannot let call " + callsFromNow + " of " + step
                    + " fail: it is over, and the fault would never come. Write 1 for the next one.");
        }
        return new Fault<>(step, calls(step) + callsFromNow);
    }

    synchronized int calls(S step) {
        return calls.getOrDefault(step, 0);
    }

    synchronized void clear() {
        calls.clear();
        before.clear();
        after.clear();
        always.clear();
    }

    <T> T call(S step, Work<T> work) throws IOException {
        return call(step, work, result -> {});
    }

    <T> T call(S step, Work<T> work, Disposal<T> disposal) throws IOException {
        Fault<S> call = begin(step);
        failIf(before, call, "before");
        failAlways(step);
        T result = work.run();
        try {
            failIf(after, call, "after");
        } catch (IOException e) {
            disposal.dispose(result);
            throw e;
        }
        return result;
    }

    private synchronized Fault<S> begin(S step) {
        return new Fault<>(step, calls.merge(step, 1, Integer::sum));
    }

    private synchronized void failAlways(S step) throws IOException {
        Supplier<? extends IOException> failure = always.get(step);
        if (failure != null) {
            throw failure.get();
        }
    }

    private synchronized void failIf(Set<Fault<S>> faults, Fault<S> call, String when) throws IOException {
        if (faults.contains(call)) {
            throw new IOException("A fault was set " + when + " call " + call.call() + " of " + call.step() + ".");
        }
    }
}
