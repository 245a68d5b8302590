package io.artispace.benchmarks;

import java.time.Duration;

/**
 * What a load came to.
 *
 * @param operations how many were answered
 * @param nanos in which time
 * @param cpu with how much CPU of the server
 */
record Measured(long operations, long nanos, Duration cpu) {

    /** Operations per second. */
    double rate() {
        return operations * 1e9 / nanos;
    }

    /** CPU of the server per operation, in milliseconds. */
    double cpuMillis() {
        return cpu.toNanos() / 1e6 / operations;
    }
}
