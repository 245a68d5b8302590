package io.artispace.format.npm;

import io.artispace.Hosted;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.access.TokenScope;
import io.artispace.testkit.MutableClock;
import java.time.Instant;
import java.util.Map;

/** A registry in memory with one npm repository, {@code npm}, asked as a front would ask it. */
final class NpmFixture implements AutoCloseable {
    static final String BASE = "https://packages.example/x/";
    static final String URL = BASE + "npm/";

    /** May publish. */
    static final Caller ALICE = user("alice", Role.WRITE);

    /** May do everything. */
    static final Caller ROOT = user("root", Role.ADMIN);

    /** May read. */
    static final Caller RENE = user("rene", Role.READ);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private final Registry registry = Registry.builder()
            .format(new NpmFormat())
            .clock(clock)
            .passwordIterations(1_000)
            .open();
    private final Repository repository = registry.create(Hosted.named("npm").format("npm"));

    private static Caller user(String name, Role role) {
        return new Caller(
                name, Caller.Kind.USER, role, TokenScope.of(Role.ADMIN), Map.of("email", name + "@example.com"));
    }

    Registry registry() {
        return registry;
    }

    Repository repository() {
        return repository;
    }

    Npm npm() {
        return Npm.in(repository);
    }

    MutableClock clock() {
        return clock;
    }

    /** Begins a request by {@link #ALICE}. */
    NpmCall call(String method, String path) {
        return new NpmCall(registry, method, path).as(ALICE);
    }

    Reply get(String path) {
        return call("GET", path).send();
    }

    Reply put(String path, Object body) {
        return call("PUT", path).body(body.toString()).send();
    }

    Reply delete(String path) {
        return call("DELETE", path).as(ROOT).send();
    }

    /** Publishes a package of nothing but a manifest, and demands that it works. */
    void publish(String name, String version) {
        publish(name, version, "latest");
    }

    void publish(String name, String version, String tag) {
        Reply reply = put(
                name.replace("/", "%2f"),
                new PublishBody(name, version).tag(tag).json());
        if (reply.status() != 201) {
            throw new AssertionError(reply.text());
        }
    }

    /** Returns the {@code _rev} of a package. */
    String revision(String name) {
        return get(name).json().path("_rev").asText();
    }

    @Override
    public void close() {
        registry.close();
    }
}
