package io.artispace.core;

import io.artispace.ProxyRepository;
import io.artispace.core.proxy.ProxySource;
import io.artispace.core.repository.HeldRepository;
import io.artispace.core.repository.ServedRepository;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;
import java.util.function.Supplier;

/** A proxy with the controls of its upstream. */
final class CoreProxy extends HeldRepository implements ProxyRepository {
    CoreProxy(String name, Supplier<ServedRepository> now) {
        super(name, now);
    }

    private ProxySource source() {
        return (ProxySource) repository().source();
    }

    @Override
    public UpstreamStatus upstream() {
        return source().status();
    }

    @Override
    public void resetUpstream() {
        source().reset();
    }

    @Override
    public Evicted evict(long maxBytes, Duration unusedFor) {
        return source().evict(maxBytes, unusedFor);
    }
}
