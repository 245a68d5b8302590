package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.Session;
import io.artispace.format.npm.Npm;
import io.artispace.http.jdk.JdkHttpFront;
import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.policy.Policies;
import io.artispace.upstream.Prefetched;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs by a real {@code npm} whose only registry is a group of a hosted repository and a proxy of another registry. */
class NpmThroughGroupIT {
    @TempDir
    private Path place;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private NodeClients clients;
    private Registry upstream;
    private JdkHttpFront upstreamFront;
    private RunningRegistry registry;
    private String token;

    @BeforeEach
    void open() throws IOException {
        clients = NodeClients.fetch();
        upstream = Registry.builder().clock(() -> now).open();
        upstream.create(Hosted.named("public").format("npm").readableByAnyone());
        upstreamFront = JdkHttpFront.start(upstream);
        registry = RunningRegistry.open(place.resolve("data"));
        token = registry.token(RunningRegistry.READER);
        URI url = upstreamFront.baseUrl().resolve("public/");
        registry.registry()
                .create(Proxy.named("npmjs")
                        .format("npm")
                        .of(Upstream.at(url).atAnyAddress().retrying(0)));
        registry.registry().create(Group.named("npm").format("npm").members("npm-hosted", "npmjs"));
    }

    @AfterEach
    void close() {
        if (registry != null) {
            registry.close();
            upstreamFront.close();
            upstream.close();
        }
    }

    @Test
    void installsColdWarmWithoutTheUpstreamAndAsOfAnEarlierDay() throws IOException {
        publish(outside(), "@other/lib", "1.0.0", "one");
        now = Instant.parse("2026-02-01T00:00:00Z");
        publish(outside(), "@other/lib", "1.1.0", "two");
        NodeProject consumer = consumer("npm/", "@other/lib", "^1.0.0");
        NodeProject earlier = consumer("npm@2026-01-15/", "@other/lib", "^1.0.0");
        NodeProject locked = lockedTo("@other/lib", "1.1.0");

        npm(locked, "ci").succeeded();
        locked.removeInstalled();
        npm(locked, "ci").succeeded();
        assertThat(locked.installed("@other/lib")).contains("two");
        npm(consumer, "install").succeeded();
        assertThat(consumer.installed("@other/lib")).contains("two");
        npm(earlier, "install").succeeded();
        assertThat(earlier.installed("@other/lib")).contains("one");
        assertThat(Files.readString(consumer.directory().resolve("package-lock.json")))
                .contains(registry.base() + "npm/@other/lib/-/lib-1.1.0.tgz");

        upstreamFront.close();
        for (NodeProject project : List.of(consumer, earlier)) {
            project.removeInstalled();
            npm(project, "ci").succeeded();
        }
        assertThat(consumer.installed("@other/lib")).contains("two");
        assertThat(earlier.installed("@other/lib")).contains("one");
        npm(consumer("npm/", "@other/lib", "latest"), "install").succeeded();
    }

    @Test
    void replaysAnInstallationFromItsLedgerAndRefusesTheRest() throws IOException {
        publish(outside(), "@other/lib", "1.0.0", "one");
        Session recorded = registry.registry().session("build-42");
        NodeProject consumer = consumer("npm~build-42/", "@other/lib", "^1.0.0");
        npm(consumer, "install").succeeded();
        String ledger = recorded.export();
        recorded.delete();
        now = Instant.parse("2026-02-01T00:00:00Z");
        publish(outside(), "@other/lib", "1.1.0", "two");
        registry.registry().proxy("npmjs").resetUpstream();
        npm(consumer("npm/", "@other/lib", "1.1.0"), "install").succeeded();
        upstreamFront.close();

        Session replayed = registry.registry().importSession(ledger);
        consumer.removeInstalled();
        npm(consumer, "ci").succeeded();
        NodeProject unlocked = consumer("npm~build-42/", "@other/lib", "^1.0.0");
        npm(unlocked, "install").succeeded();

        assertThat(consumer.installed("@other/lib")).contains("one");
        assertThat(unlocked.installed("@other/lib")).contains("one");
        assertThat(replayed.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.path().value()).isEqualTo("@other/lib/-/lib-1.0.0.tgz");
            assertThat(entry.origin().repository()).isEqualTo("npmjs");
        });
        npm(consumer("npm~build-42/", "@other/lib", "1.1.0"), "install").failed();
    }

    @Test
    void upstreamsVersionOfAHostedPackageIsNeverServed() throws IOException, InterruptedException {
        publish(inside(), "@acme/app", "1.0.0", "inside");
        publish(outside(), "@acme/app", "9.9.9", "outside");
        NodeProject consumer = consumer("npm/", "@acme/app", ">=1.0.0");

        npm(consumer, "install").succeeded();
        assertThat(consumer.installed("@acme/app")).contains("inside");
        npm(consumer, "search", "@acme/app").succeeded().said("1.0.0").didNotSay("9.9.9");
        npm(consumer, "view", "@acme/app@9.9.9", "dist.tarball").didNotSay("9.9.9.tgz");
        assertThat(registry.http(RunningRegistry.READER)
                        .get("npm/@acme/app/-/app-9.9.9.tgz")
                        .statusCode())
                .isEqualTo(404);
        npm(lockedTo("@acme/app", "9.9.9"), "ci").failed().said("E404");
    }

    @Test
    void lockFileDoesNotBypassTheAgeThatVersionsMustHave() throws IOException {
        publish(outside(), "lib", "1.0.0", "old");
        now = Instant.now();
        publish(outside(), "lib", "2.0.0", "young");
        npm(lockedTo("lib", "2.0.0"), "ci").succeeded();
        Proxy npmjs = (Proxy) registry.registry().repository("npmjs").definition();
        registry.registry().update(npmjs.policies(Policies.none().minimumAge(Duration.ofDays(7))));
        NodeProject consumer = consumer("npm/", "lib", "latest");

        npm(consumer, "install").succeeded();
        assertThat(consumer.installed("lib")).contains("old");
        npm(lockedTo("lib", "2.0.0"), "ci").failed().said("E403").said("too young");
    }

    @Test
    void searchAndAuditReachTheUpstreamAndItsFailureIsToldApartFromNothingFound()
            throws IOException, InterruptedException {
        publish(outside(), "needle-outside", "1.0.0", "outside");
        publish(inside(), "needle-inside", "1.0.0", "inside");
        NodeProject consumer = consumer("npm/", "needle-outside", "1.0.0");

        npm(consumer, "search", "needle").succeeded().said("needle-inside").said("needle-outside");
        npm(consumer, "install").succeeded();
        npm(consumer, "audit").succeeded().said("found 0 vulnerabilities");

        upstreamFront.close();
        HttpResponse<byte[]> search = registry.http(RunningRegistry.READER).get("npm/-/v1/search?text=needle");
        assertThat(search.statusCode()).isEqualTo(200);
        assertThat(new String(search.body(), StandardCharsets.UTF_8)).contains("\"needle-inside\"");
        assertThat(search.headers().firstValue("npm-notice"))
                .hasValueSatisfying(
                        notice -> assertThat(notice).contains("npmjs").doesNotContain("127.0.0.1"));
        npm(consumer, "audit").failed();
    }

    @Test
    void prefetchedLockFileInstallsWithoutTheUpstream() throws IOException, InterruptedException {
        publish(outside(), "@other/lib", "1.0.0", "one");
        NodeProject consumer = lockedTo("@other/lib", "1.0.0");
        Path lockFile = consumer.directory().resolve("package-lock.json");

        Prefetched prefetched = Npm.in(registry.registry().repository("npm")).prefetch(lockFile, (done, total) -> true);
        upstreamFront.close();

        assertThat(prefetched).isEqualTo(new Prefetched(List.of("@other/lib@1.0.0"), Map.of(), false));
        npm(consumer, "ci").succeeded();
        assertThat(consumer.installed("@other/lib")).contains("one");
        npm(consumer("npm/", "@other/lib", "latest"), "install").succeeded();
    }

    private Repository outside() {
        return upstream.repository("public");
    }

    private Repository inside() {
        return registry.registry().repository("npm-hosted");
    }

    private void publish(Repository repository, String name, String version, String content) throws IOException {
        Path directory = Files.createTempDirectory(place, "library");
        Npm.in(repository)
                .publish(NodeProject.library(directory, name, version, content).directory());
    }

    private NodeProject consumer(String repository, String dependency, String wanted) throws IOException {
        URI url = registry.base().resolve(repository);
        return NodeProject.consumer(Files.createTempDirectory(place, "project"), dependency, wanted)
                .write(
                        ".npmrc",
                        "registry=" + url + "\n" + url.toString().substring("http:".length()) + ":_authToken=" + token
                                + "\nfetch-retries=0\nloglevel=notice\n");
    }

    /** A project whose lock file says what somebody wrote into it. */
    private NodeProject lockedTo(String dependency, String version) throws IOException {
        String file = dependency.substring(dependency.indexOf('/') + 1) + "-" + version + ".tgz";
        return consumer("npm/", dependency, version)
                .write("package-lock.json", """
                {"name": "consumer", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
                  "": {"name": "consumer", "version": "1.0.0", "dependencies": {"%1$s": "%2$s"}},
                  "node_modules/%1$s": {"version": "%2$s", "resolved": "%3$snpm/%1$s/-/%4$s"}}}
                """.formatted(dependency, version, registry.base(), file));
    }

    /** Runs npm without anything that it knew before. */
    private Outcome npm(NodeProject project, String... arguments) throws IOException {
        Path home = Files.createTempDirectory(place, "home");
        return Command.isolated(home, project.directory(), clients.script("npm-11", "bin/npm-cli.js"))
                .with("npm_config_globalconfig", home.resolve("none").toString())
                .with("npm_config_update_notifier", "false")
                .with("npm_config_cache", home.resolve("npm-cache").toString())
                .with("CI", "true")
                .plus(List.of(arguments))
                .run();
    }
}
