package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.Dialogue;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** yarn 4 has a configuration of its own, and an age below which it installs nothing unless told otherwise. */
class Yarn4IT extends NodeClientContract {
    @Override
    List<String> words(NodeClients fetched) {
        return fetched.script("yarn-4", "bin/yarn.js");
    }

    @Override
    Map<String, String> configuration(URI url, String secret) {
        return Map.of(".yarnrc.yml", """
                npmRegistryServer: "%s"
                npmAlwaysAuth: true
                npmAuthToken: "%s"
                npmMinimalAgeGate: 0
                unsafeHttpWhitelist: ["127.0.0.1"]
                nodeLinker: node-modules
                enableGlobalCache: false
                enableTelemetry: false
                enableImmutableInstalls: false
                httpRetry: 0
                """.formatted(url, secret), "yarn.lock", "");
    }

    @Override
    Outcome publish(NodeProject library) throws IOException {
        run(library, "install").succeeded();
        return run(library, "npm", "publish");
    }

    @Override
    Outcome install(NodeProject consumer) throws IOException {
        return run(consumer, "install");
    }

    @Override
    Outcome installLocked(NodeProject consumer) throws IOException {
        return run(consumer, "install", "--immutable");
    }

    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("cannot publish over existing version again@1.0.0");
    }

    @Test
    void movesTags() throws IOException {
        NodeProject library = library("tagged", "1.0.0", "one");
        publish(library).succeeded();

        run(library, "npm", "tag", "add", "tagged@1.0.0", "stable").succeeded();
        run(library, "npm", "tag", "list", "tagged").succeeded().said("stable");
    }

    @Test
    void knowsWhoAsks() throws IOException {
        NodeProject project = library("anything", "1.0.0", "one");
        install(project).succeeded();

        run(project, "npm", "whoami").succeeded().said(RunningRegistry.ADMIN);
    }

    /** As docs/clients.md says it. A login alone would leave it without credentials for all but scoped names. */
    @Test
    void logsInAndReadsWithWhatItWasGiven() throws Exception {
        isPublished("unscoped", "1.0.0", "one");
        NodeProject consumer = NodeProject.consumer(newDirectory(), "unscoped", "1.0.0")
                .write(Map.of(".yarnrc.yml", """
                        npmMinimalAgeGate: 0
                        nodeLinker: node-modules
                        enableTelemetry: false
                        enableImmutableInstalls: false
                        """, "yarn.lock", ""));
        run(consumer, "config", "set", "npmRegistryServer", url().toString()).succeeded();
        run(consumer, "config", "set", "unsafeHttpWhitelist", "--json", "[\"127.0.0.1\"]")
                .succeeded();

        try (Dialogue login = command(consumer, "npm", "login", "--always-auth").talk()) {
            login.answer("Username:", RunningRegistry.WRITER)
                    .answer("Password:", RunningRegistry.PASSWORD)
                    .end()
                    .succeeded();
        }

        install(consumer).succeeded();
        assertThat(consumer.installed("unscoped")).contains("one");
    }

    @Test
    void audits() throws IOException {
        isPublished("audited", "1.0.0", "one");
        NodeProject consumer = consumer("audited", "1.0.0");
        install(consumer).succeeded();

        run(consumer, "npm", "audit").succeeded().said("No audit suggestions");
    }

    @Test
    void installsWithoutTheUpstreamWhatWasPrefetched() throws Exception {
        installsWithoutTheUpstreamWhatWasPrefetched("yarn.lock");
    }
}
