package io.artispace.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Under what the process of a server runs.
 *
 * @param prefix the command that runs the server's own; empty if it runs by itself
 */
record Launch(List<String> prefix) {
    private static final Launch PLAIN = new Launch(List.of());

    /** As any process. */
    static Launch plain() {
        return PLAIN;
    }

    /** With one core of the machine for itself, by {@code taskset}. */
    static Launch onCore(int core) {
        return new Launch(List.of("taskset", "-c", Integer.toString(core)));
    }

    /**
     * With a disk whose flushes take longer than the machine's own, by {@code strace}: each waits that much longer before it returns. All
     * other calls of the system go on unseen. The CPU of such a process cannot be told.
     */
    static Launch slowerFlushes(Duration each) {
        String flushes = "fsync,fdatasync";
        return new Launch(List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-e",
                "trace=" + flushes,
                "-e",
                "inject=" + flushes + ":delay_exit=" + each.toNanos() / 1_000,
                "-o",
                "/dev/null"));
    }

    /** Tells whether this machine has what it takes. */
    boolean works() throws InterruptedException {
        try {
            return new ProcessBuilder(before(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the command that runs another one so. */
    List<String> before(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
