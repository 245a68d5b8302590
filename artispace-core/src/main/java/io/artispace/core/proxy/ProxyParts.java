package io.artispace.core.proxy;

import io.artispace.Proxy;
import io.artispace.core.engine.Engine;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.repository.Reading;
import io.artispace.core.upstream.UpstreamClient;
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
record ProxyParts(
        Engine engine,
        long id,
        Proxy definition,
        PackageFormat format,
        UpstreamCodec codec,
        ProxyRows rows,
        ProxyWriter writer,
        UpstreamClient client) {
    Upstream upstream() {
        return definition.upstream();
    }

    Instant now() {
        return engine.now();
    }

    /** Returns what is hidden of it. */
    PolicyFilter filter(Reading reading) {
        return reading.filter(definition, engine.now());
    }
}
