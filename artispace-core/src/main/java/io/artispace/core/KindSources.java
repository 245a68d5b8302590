package io.artispace.core;

import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.RepositoryDefinition;
import io.artispace.core.engine.Engine;
import io.artispace.core.group.GroupSource;
import io.artispace.core.proxy.ProxySource;
import io.artispace.core.proxy.Uses;
import io.artispace.core.repository.HostedSource;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.Source;
import io.artispace.core.repository.SourceFactory;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.format.PackageFormat;

/** What each kind of repository answers from. */
final class KindSources implements SourceFactory {
    private final Engine engine;
    private final UpstreamThreads threads;
    private final Uses uses;

    KindSources(Engine engine, UpstreamThreads threads, Uses uses) {
        this.engine = engine;
        this.threads = threads;
        this.uses = uses;
    }

    @Override
    public Source create(long id, RepositoryDefinition definition, PackageFormat format, Repositories others) {
        if (definition instanceof Group group) {
            return new GroupSource(group, format, others);
        }
        if (definition instanceof Proxy proxy) {
            return new ProxySource(engine, id, proxy, format, others, threads, uses);
        }
        return new HostedSource(engine, id, definition, format);
    }
}
