package io.artispace.core;

import io.artispace.ProxyRepository;
import io.artispace.core.repository.DelegatingRepository;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.upstream.ProxySource;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;

/** A proxy with the controls of its upstream. */
final class CoreProxy extends DelegatingRepository implements ProxyRepository {
    private final ServedRepository repository;

    /**
     * Creates a proxy.
     *
     * @param repository the proxy
     */
    CoreProxy(ServedRepository repository) {
        this.repository = repository;
    }

    @Override
    protected ServedRepository repository() {
        return repository;
    }

    private ProxySource source() {
        return (ProxySource) repository.source();
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
