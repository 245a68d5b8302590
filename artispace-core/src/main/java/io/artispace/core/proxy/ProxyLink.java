package io.artispace.core.proxy;

import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.UpstreamFailedException;
import io.artispace.core.content.Gunzip;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.upstream.RefusedException;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.format.UpstreamLink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passes questions on to one upstream. */
record ProxyLink(String repository, UpstreamClient client, PolicyFilter filter, int maxBytes, boolean mayBeAsked)
        implements UpstreamLink {
    @Override
    public boolean permits(PackageName packageName) {
        return true;
    }

    @Override
    public boolean permits(PackageName packageName, String version, @Nullable Instant published) {
        return filter.refusal(packageName, version, published == null ? filter.now() : published)
                .isEmpty();
    }

    @Override
    public UpstreamLink upTo(int bytes) {
        return new ProxyLink(repository, client, filter, Math.min(bytes, maxBytes), mayBeAsked);
    }

    @Override
    public Answer get(String location) {
        requireAsking(location);
        return answer(location, client.get(location, Map.of("Accept-Encoding", "gzip"), client.attempts()));
    }

    @Override
    public Answer post(String location, String contentType, byte[] body) {
        requireAsking(location);
        return answer(
                location, client.post(location, Map.of("Content-Type", contentType, "Accept-Encoding", "gzip"), body));
    }

    private void requireAsking(String location) {
        if (!mayBeAsked) {
            throw new UpstreamFailedException("Cannot ask the upstream of the proxy " + Quote.of(repository) + " for "
                    + Quote.of(location) + ": it is offline, or the proxy is read as of an instant or replayed.");
        }
    }

    private Answer answer(String location, Reply reply) {
        try (reply) {
            InputStream in = reply.isGzip() ? new Gunzip(reply.body(), 512) : reply.body();
            byte[] bytes = new LimitedStream(in, maxBytes).readAllBytes();
            client.arrived();
            return new Answer(reply.status(), reply.header("Content-Type").orElse(""), bytes);
        } catch (RefusedException ours) {
            throw client.refused(location, ours.reason(), ours);
        } catch (IOException e) {
            throw client.failed(location, "the upstream broke off before its end", e);
        }
    }
}
