package io.artispace.core;

import io.artispace.Group;
import io.artispace.InvalidInputException;
import io.artispace.Proxy;
import io.artispace.Quote;
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
import io.artispace.format.UpstreamCodec;

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
            UpstreamCodec codec = format.upstream()
                    .orElseThrow(() -> new InvalidInputException("The repository " + Quote.of(definition.name())
                            + " cannot be a proxy: the format " + Quote.of(format.id()) + " asks no upstreams."));
            return new ProxySource(engine, id, proxy, format, codec, others, threads, uses);
        }
        return new HostedSource(engine, id, definition, format);
    }
}
