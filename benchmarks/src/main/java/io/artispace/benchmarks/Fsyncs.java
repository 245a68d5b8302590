package io.artispace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Counts how often a server has the disk flushed, in Java and in SQLite, with the help of {@code strace}. */
final class Fsyncs {
    private static final String TRACER = "TracerPid:";
    private static final int CALLS = 3;

    private Fsyncs() {}

    /** Returns the number of flushes per operation of a load; empty if there is no strace, or it may not watch the server. */
    static OptionalDouble perOperation(ServerProcess server, Load load, Scale scale)
            throws IOException, InterruptedException {
        Path counts = Files.createTempFile("fsyncs", "");
        try {
            Process strace = new ProcessBuilder(command(counts, server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return awaitTracing(strace, server.pid())
                        ? OptionalDouble.of(count(strace, counts, load.run(scale.window())))
                        : OptionalDouble.empty();
            } finally {
                strace.destroy();
            }
        } catch (IOException noStrace) {
            return OptionalDouble.empty();
        } finally {
            Files.delete(counts);
        }
    }

    private static List<String> command(Path counts, long pid) {
        return List.of(
                "strace", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", counts.toString(), "-p", Long.toString(pid));
    }

    private static boolean awaitTracing(Process strace, long pid) throws IOException, InterruptedException {
        while (strace.isAlive()) {
            List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
            if (status.stream().anyMatch(line -> line.startsWith(TRACER) && !line.endsWith("\t0"))) {
                return true;
            }
            Thread.sleep(10);
        }
        return false;
    }

    private static double count(Process strace, Path counts, Measured measured)
            throws IOException, InterruptedException {
        strace.destroy();
        strace.waitFor();
        double flushes = 0;
        for (String line : Files.readAllLines(counts)) {
            if (line.strip().endsWith("sync")) {
                flushes += Long.parseLong(line.strip().split(" +")[CALLS]);
            }
        }
        return flushes / measured.operations();
    }
}
