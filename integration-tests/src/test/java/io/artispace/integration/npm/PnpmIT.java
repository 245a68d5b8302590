package io.artispace.integration.npm;

import io.artispace.integration.run.Command;
import io.artispace.integration.run.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** pnpm 10 publishes, and does all that it does not do itself, by running the npm on the path: here npm 11. */
class PnpmIT extends NodeClientContract {
    private NodeClients fetched;

    @Override
    List<String> words(NodeClients clients) {
        fetched = clients;
        return clients.script("pnpm-10", "bin/pnpm.cjs");
    }

    @Override
    Outcome publish(NodeProject library) throws IOException {
        return run(library, "publish", "--no-git-checks");
    }

    @Override
    Outcome install(NodeProject consumer) throws IOException {
        return run(consumer, "install", "--no-frozen-lockfile");
    }

    @Override
    Outcome installLocked(NodeProject consumer) throws IOException {
        return run(consumer, "install", "--frozen-lockfile");
    }

    @Override
    Command environment(Command command) throws IOException {
        Path directory = Files.createDirectories(newHome().resolve("bin"));
        String npm = String.join("' '", fetched.script("npm-11", "bin/npm-cli.js"));
        Path script = Files.writeString(directory.resolve("npm"), "#!/bin/sh\nexec '" + npm + "' \"$@\"\n");
        script.toFile().setExecutable(true);
        return super.environment(command).with("PATH", directory + File.pathSeparator + System.getenv("PATH"));
    }

    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("cannot publish over");
    }

    @Test
    void audits() throws IOException {
        isPublished("audited", "1.0.0", "one");
        NodeProject consumer = consumer("audited", "1.0.0");
        install(consumer).succeeded();

        run(consumer, "audit").succeeded().said("No known vulnerabilities found");
    }

    @Test
    void installsWithoutTheUpstreamWhatWasPrefetched() throws Exception {
        installsWithoutTheUpstreamWhatWasPrefetched("pnpm-lock.yaml");
    }
}
