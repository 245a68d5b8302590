package io.artispace.integration.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.FilePath;
import io.artispace.Proxy;
import io.artispace.ProxyRepository;
import io.artispace.ProxyRepository.Evicted;
import io.artispace.Registry;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.integration.run.PostgresServer;
import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that evict from one proxy at the same time, in a database server, whose transactions run side by side. */
class EvictionOnServersIT {
    private static final int FILES = 250;
    private static final int SIZE = 10;

    @Test
    void eachFileIsEvictedAndCountedOnce(@TempDir Path directory) throws Exception {
        URI metadata = PostgresServer.shared().newSchema();
        URI blobs = directory.resolve("blobs").toUri();
        try (EvilUpstream upstream = new EvilUpstream();
                Registry one =
                        Registry.builder().metadata(metadata).blobs(blobs).open();
                Registry other =
                        Registry.builder().metadata(metadata).blobs(blobs).open()) {
            one.create(Proxy.named("central")
                    .format("maven")
                    .of(Upstream.at(upstream.url()).atAnyAddress()));
            fill(one.proxy("central"), upstream);

            List<Evicted> evicted = atOnce(one.proxy("central"), other.proxy("central"));

            assertThat(evicted.stream().mapToLong(Evicted::files).sum()).isEqualTo(FILES);
            assertThat(evicted.stream().mapToLong(Evicted::bytes).sum()).isEqualTo(FILES * SIZE);
            assertThat(one.events().after(0, 1_000))
                    .filteredOn(event -> event.type() == Type.FILE_EVICTED)
                    .hasSize(FILES);
        }
    }

    private static void fill(ProxyRepository proxy, EvilUpstream upstream) {
        for (int i = 0; i < FILES; i++) {
            FilePath path = FilePath.of("com/acme/app/1." + i + "/app-1." + i + ".jar");
            upstream.at(path.value(), new byte[SIZE]);
            assertThat(proxy.file(path)).isPresent();
        }
    }

    private static List<Evicted> atOnce(ProxyRepository... proxies) throws Exception {
        CyclicBarrier start = new CyclicBarrier(proxies.length);
        ExecutorService threads = Executors.newFixedThreadPool(proxies.length);
        try {
            List<Future<Evicted>> running = new ArrayList<>();
            for (ProxyRepository proxy : proxies) {
                running.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return proxy.evict(0, Duration.ZERO);
                }));
            }
            List<Evicted> evicted = new ArrayList<>();
            for (Future<Evicted> each : running) {
                evicted.add(each.get(60, TimeUnit.SECONDS));
            }
            return evicted;
        } finally {
            threads.shutdownNow();
        }
    }
}
