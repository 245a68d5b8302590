package io.artispace.integration.proxy;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.access.Secret;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.upstream.Credentials;
import io.artispace.upstream.Upstream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A registry in memory whose proxies fetch from the repositories of another, and whose clock the test moves. */
final class Downstream implements AutoCloseable, InstantSource {
    private final Registry registry;
    private Instant now = Instant.now();

    Downstream(RunningRegistry upstream) {
        registry = Registry.builder().clock(this).open();
        registry.create(Hosted.named("releases").format("maven"));
        registry.create(Proxy.named("central").format("maven").of(at(upstream, "maven-releases")));
        registry.create(Proxy.named("snapshots").format("maven").of(at(upstream, "maven-snapshots")));
        registry.create(Group.named("maven")
                .format("maven")
                .members("releases", "central", "snapshots")
                .publishingTo("releases"));
        registry.create(Hosted.named("npm-hosted").format("npm"));
        registry.create(Proxy.named("npmjs").format("npm").of(at(upstream, "npm-hosted")));
        registry.create(
                Group.named("npm").format("npm").members("npm-hosted", "npmjs").publishingTo("npm-hosted"));
    }

    private static Upstream at(RunningRegistry upstream, String repository) {
        return Upstream.at(URI.create(upstream.base() + repository + "/"))
                .withCredentials(Credentials.basic(RunningRegistry.READER, Secret.of(RunningRegistry.PASSWORD)))
                .atAnyAddress()
                .retrying(0);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    Registry registry() {
        return registry;
    }

    Repository maven() {
        return registry.repository("maven");
    }

    Repository npm() {
        return registry.repository("npm");
    }

    @Override
    public void close() {
        registry.close();
    }
}
