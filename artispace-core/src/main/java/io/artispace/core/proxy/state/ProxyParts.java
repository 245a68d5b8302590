package io.artispace.core.proxy.state;

import io.artispace.InvalidInputException;
import io.artispace.Proxy;
import io.artispace.core.definition.Definitions;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Reading;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.core.upstream.UpstreamThreads;
import io.artispace.core.view.PackageRowsCache;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamCodec;
import io.artispace.upstream.Upstream;
import java.time.Instant;

/**
 * The parts of one proxy, which the classes that answer for it share.
 *
 * @param engine what repositories share
 * @param id the repository's row
 * @param definition the repository's definition
 * @param format its format
 * @param codec how its format asks upstreams
 * @param rows what is stored of it
 * @param writer writes that
 * @param client asks its upstream
 */
public record ProxyParts(
        Engine engine,
        long id,
        Proxy definition,
        PackageFormat format,
        UpstreamCodec codec,
        ProxyRows rows,
        ProxyWriter writer,
        UpstreamClient client) {
    /**
     * Puts a proxy together.
     *
     * @param threads the registry's threads for proxies
     * @throws InvalidInputException if its format asks no upstreams
     */
    public static ProxyParts of(
            Engine engine, long id, Proxy definition, PackageFormat format, UpstreamThreads threads) {
        PackageRowsCache rows = new PackageRowsCache(engine.cache());
        return new ProxyParts(
                engine,
                id,
                definition,
                format,
                Definitions.codec(definition, format),
                new ProxyRows(engine, id, format, rows),
                new ProxyWriter(engine, id, definition, format, rows),
                new UpstreamClient(definition.name(), definition.upstream(), threads, engine.clock()));
    }

    /** Returns how its upstream is asked. */
    public Upstream upstream() {
        return definition.upstream();
    }

    /** Returns the time to record. */
    public Instant now() {
        return engine.now();
    }

    /** Returns what is hidden of it. */
    public PolicyFilter filter(Reading reading) {
        return reading.filter(definition, engine.now());
    }
}
