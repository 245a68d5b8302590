package io.artispace.benchmarks;

import java.net.InetSocketAddress;
import java.time.Duration;

/** A server under load. */
interface Server {
    InetSocketAddress address();

    /** Returns how much CPU it has used since it was started, to a hundredth of a second; zero where that cannot be told. */
    Duration cpu();
}
