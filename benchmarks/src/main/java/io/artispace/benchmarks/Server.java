package io.artispace.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A server under load. */
interface Server {
    InetSocketAddress address();

    /** Returns how much CPU it has used since it was started, to a hundredth of a second; zero where that cannot be told. */
    Duration cpu();

    /** Returns for how long the compilers of its JVM have run since it was started; zero where that cannot be told. */
    default Duration compiling() throws IOException {
        return Duration.ZERO;
    }
}
