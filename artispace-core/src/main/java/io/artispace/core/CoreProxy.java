package io.artispace.core;

import io.artispace.ProxyRepository;
import io.artispace.Repository;
import io.artispace.core.repository.DelegatingRepository;
import io.artispace.core.upstream.ProxySource;
import io.artispace.upstream.UpstreamStatus;
import java.time.Duration;

/** A proxy with the controls of its upstream. */
final class CoreProxy extends DelegatingRepository implements ProxyRepository {
    private final ProxySource source;

    /**
     * Creates a proxy.
     *
     * @param repository what is read
     * @param source what is controlled
     */
    CoreProxy(Repository repository, ProxySource source) {
        super(repository);
        this.source = source;
    }

    @Override
    public UpstreamStatus upstream() {
        return source.status();
    }

    @Override
    public void resetUpstream() {
        source.reset();
    }

    @Override
    public Evicted evict(long maxBytes, Duration unusedFor) {
        return source.evict(maxBytes, unusedFor);
    }
}
