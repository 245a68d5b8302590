package io.artispace.core.upstream;

import io.artispace.testkit.EvilUpstream;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.Upstream.Redirects;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Map;

/**
 * A client of an upstream at a public address, all of whose requests end up at one that plays the Internet: as its web proxy it is asked
 * for {@code HOST/PATH}.
 */
final class PublicClient implements AutoCloseable {
    private final UpstreamThreads threads = new UpstreamThreads();
    private final UpstreamClient client;

    PublicClient(EvilUpstream internet) {
        InetSocketAddress address =
                new InetSocketAddress(internet.url().getHost(), internet.url().getPort());
        HttpClient http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(address))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        // An address that RFC 5737 keeps for documentation.
        Upstream upstream =
                Upstream.at(URI.create("http://198.51.100.7/")).retrying(0).redirecting(Redirects.ANYWHERE);
        client = new UpstreamClient("far", upstream, () -> http, threads, InstantSource.system());
    }

    Reply get(String location) {
        return client.get(location, Map.of(), client.attempts());
    }

    @Override
    public void close() {
        threads.close();
    }
}
