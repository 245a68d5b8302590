package io.artispace.integration.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.integration.run.Dialogue;
import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What npm itself does, in any version. */
abstract class NpmContract extends NodeClientContract {
    private final String version;

    NpmContract(String version) {
        this.version = version;
    }

    @Override
    List<String> words(NodeClients fetched) {
        return fetched.script("npm-" + version, "bin/npm-cli.js");
    }

    @Override
    Outcome publish(NodeProject library) throws IOException {
        return run(library, "publish");
    }

    @Override
    Outcome install(NodeProject consumer) throws IOException {
        return run(consumer, "install");
    }

    @Override
    Outcome installLocked(NodeProject consumer) throws IOException {
        return run(consumer, "ci");
    }

    /** Since version 11 it looks before it publishes. */
    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("cannot publish over");
    }

    @Test
    void movesTags() throws IOException {
        isPublished("tagged", "1.0.0", "one");
        NodeProject library = library("tagged", "1.0.0", "one");
        run(library.version("tagged", "2.0.0-beta.0"), "publish", "--tag", "beta")
                .succeeded();

        run(library, "dist-tag", "add", "tagged@1.0.0", "stable").succeeded();
        run(library, "dist-tag", "ls", "tagged")
                .succeeded()
                .said("beta: 2.0.0-beta.0")
                .said("latest: 1.0.0")
                .said("stable: 1.0.0");
        NodeProject consumer = consumer("tagged", "beta");
        install(consumer).succeeded();
        run(consumer, "ls", "tagged").succeeded().said("tagged@2.0.0-beta.0");

        run(library, "dist-tag", "rm", "tagged", "stable").succeeded();
        run(library, "dist-tag", "ls", "tagged").succeeded().didNotSay("stable");
    }

    @Test
    void deprecates() throws IOException {
        isPublished("old", "1.0.0", "one");
        NodeProject library = library("old", "1.0.0", "one");

        run(library, "deprecate", "old@1.0.0", "use young instead").succeeded();
        install(consumer("old", "1.0.0")).succeeded().said("use young instead");

        run(library, "deprecate", "old@1.0.0", "").succeeded();
        install(consumer("old", "1.0.0")).succeeded().didNotSay("use young instead");
    }

    @Test
    void unpublishesAndKeepsTheNameBurnt() throws IOException, InterruptedException {
        isPublished("gone", "1.0.0", "one");
        isPublished("gone", "1.1.0", "one");
        NodeProject library = library("gone", "1.1.0", "one");

        run(library, "unpublish", "gone@1.0.0").succeeded();
        assertThat(new String(http().get("npm-hosted/gone").body(), StandardCharsets.UTF_8))
                .contains("gone-1.1.0.tgz")
                .doesNotContain("gone-1.0.0.tgz");
        assertThat(http().get("npm-hosted/gone/-/gone-1.0.0.tgz").statusCode()).isEqualTo(404);
        run(library.version("gone", "1.0.0"), "publish", "--tag", "other")
                .failed()
                .said("cannot publish over existing version gone@1.0.0");

        run(library, "unpublish", "gone", "--force").succeeded();
        assertThat(http().get("npm-hosted/gone").statusCode()).isEqualTo(404);
        run(library.version("gone", "1.1.0"), "publish")
                .failed()
                .said("cannot publish over existing version gone@1.1.0");
    }

    @Test
    void knowsWhoAsks() throws IOException {
        NodeProject project = consumer("anything", "1.0.0");

        run(project, "whoami").succeeded().said(RunningRegistry.ADMIN);
        run(project, "ping").succeeded();
        run(project.write(configuration(url(), "wrong")), "whoami").failed().said("E401");
    }

    @Test
    void searches() throws IOException {
        isPublished("needle-in-hay", "1.0.0", "one");
        NodeProject library = library("needle-in-hay", "1.0.0", "one");

        run(library, "search", "needle").succeeded().said("needle-in-hay").said("a sample of the integration tests");
        run(library, "search", "nothing-has-this-name").succeeded().didNotSay("needle-in-hay");
    }

    @Test
    void audits() throws IOException {
        isPublished("audited", "1.0.0", "one");
        NodeProject consumer = consumer("audited", "1.0.0");
        install(consumer).succeeded();

        run(consumer, "audit").succeeded().said("found 0 vulnerabilities");
    }

    @Test
    void changesOwners() throws IOException {
        isPublished("owned", "1.0.0", "one");
        NodeProject library = library("owned", "1.0.0", "one");

        run(library, "owner", "add", RunningRegistry.WRITER, "owned").succeeded();
        run(library, "owner", "ls", "owned").succeeded().said(RunningRegistry.WRITER);
    }

    @Test
    void logsInWithNameAndPasswordAndOut() throws Exception {
        NodeProject project = consumer("anything", "1.0.0").write(Map.of(".npmrc", "registry=" + url() + "\n"));

        try (Dialogue login = command(project, "login", "--auth-type=legacy").talk()) {
            login.answer("Username:", RunningRegistry.WRITER)
                    .answer("Password:", RunningRegistry.PASSWORD)
                    .end()
                    .succeeded();
        }
        run(project, "whoami").succeeded().said(RunningRegistry.WRITER);

        run(project, "logout").succeeded();
        run(project, "whoami").failed();
    }

    /** npm finds the version not in the packument and says so; the reason has to come with that, also the second time. */
    @Test
    void showsWhyAVersionIsBlocked() throws IOException {
        isPublished("blocked", "1.0.0", "one");
        isPublished("blocked", "2.0.0", "two");
        registry()
                .registry()
                .create(Group.named("careful")
                        .format("npm")
                        .members("npm-hosted")
                        .policies(Policies.none().block("blocked@2.0.0", "Harmful, take 1.0.0.")));

        for (int i = 0; i < 2; i++) {
            NodeProject consumer = consumer(registry().base().resolve("careful/"), "blocked", "2.0.0");
            install(consumer).failed().said("ETARGET").said("Harmful, take 1.0.0.");
        }
    }
}
