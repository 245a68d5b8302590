package io.artispace.integration.proxy;

import static org.junit.jupiter.api.Assumptions.abort;

import io.artispace.Group;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.upstream.Upstream;
import io.artispace.upstream.UpstreamFinding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A public registry, as the user's own client is set up to reach it, with a proxy and a group in front of it.
 *
 * @param group the group
 * @param proxy the proxy's name
 * @param upstream the registry
 */
record PublicRegistry(Repository group, String proxy, Upstream upstream) {
    /** Puts a proxy and a group in front of what was found; skips the test where there is nothing, or nobody answers. */
    static PublicRegistry in(Registry registry, String format, String hosted, UpstreamFinding finding)
            throws InterruptedException {
        Upstream upstream = finding.upstream()
                .orElseGet(() ->
                        abort("Skipped: no public registry is known for " + format + ". " + finding.explanation()));
        String proxy = format + "-proxy";
        registry.create(Proxy.named(proxy).format(format).of(upstream));
        Repository group = registry.create(Group.named(format).format(format).members(hosted, proxy));
        PublicRegistry found = new PublicRegistry(group, proxy, upstream);
        // Any answer will do, a refusal too: what comes after that is ours to deal with.
        found.directly("HEAD", "", "");
        return found;
    }

    /** What it answers without ArtiSpace in between: tells what it cannot do from what ArtiSpace fails to do with it. */
    HttpResponse<String> directly(String method, String location, String body) throws InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL);
        upstream.through()
                .ifPresent(proxy ->
                        client.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(upstream.url() + location))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        upstream.authentication().ifPresent(shown -> shown.headers().forEach(request::header));
        try {
            return client.build().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            return abort("Skipped: the public registry does not answer: " + e);
        }
    }

    /** Skips the test unless the registry answers this. */
    void assumeAnswers(String method, String location, String body) throws InterruptedException {
        int status = directly(method, location, body).statusCode();
        if (status != 200) {
            abort("Skipped: the registry that is set up answers " + method + " " + location + " with " + status);
        }
    }

    /** Asks it nothing any more. */
    void goOffline(Registry registry) {
        Proxy definition = (Proxy) registry.repository(proxy).definition();
        registry.update(definition.upstream(upstream.goneOffline()));
    }
}
