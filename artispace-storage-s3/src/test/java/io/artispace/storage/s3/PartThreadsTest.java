package io.artispace.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PartThreadsTest {
    @Test
    void interruptedUploadWaitsForItsRunningParts() {
        Thread uploader = Thread.currentThread();
        AtomicBoolean ended = new AtomicBoolean();
        Callable<Integer> part = () -> {
            uploader.interrupt();
            // The interrupt has ended the uploader's wait once it is not to be seen any more; then it waits anew.
            while (uploader.isInterrupted() || uploader.getState() != Thread.State.WAITING) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("The threads were closed before this part had ended.");
                }
                Thread.onSpinWait();
            }
            ended.set(true);
            return 1;
        };
        Callable<Integer> notBegun = () -> {
            throw new AssertionError("This part must not begin.");
        };

        try (PartThreads threads = new PartThreads(1)) {
            assertThatThrownBy(() -> threads.runAll(List.of(part, notBegun)))
                    .isInstanceOf(InterruptedIOException.class);
        }

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(ended).isTrue();
    }
}
