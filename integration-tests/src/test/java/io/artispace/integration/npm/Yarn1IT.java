package io.artispace.integration.npm;

import io.artispace.integration.run.Outcome;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * yarn 1 sends no credentials for unscoped names unless it is told to, and asks for audits at an address of its own, whatever its registry
 * is.
 */
class Yarn1IT extends NodeClientContract {
    @Override
    List<String> words(NodeClients fetched) {
        return fetched.script("yarn-1", "bin/yarn.js");
    }

    @Override
    Map<String, String> configuration(URI url, String secret) {
        return Map.of(".npmrc", super.configuration(url, secret).get(".npmrc") + "always-auth=true\n");
    }

    @Override
    Outcome publish(NodeProject library) throws IOException {
        return run(library, "publish", "--non-interactive");
    }

    @Override
    Outcome install(NodeProject consumer) throws IOException {
        return run(consumer, "install", "--non-interactive");
    }

    @Override
    Outcome installLocked(NodeProject consumer) throws IOException {
        return run(consumer, "install", "--non-interactive", "--frozen-lockfile");
    }

    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("cannot publish over existing version again@1.0.0");
    }

    @Test
    void movesTags() throws IOException {
        NodeProject library = library("tagged", "1.0.0", "one");
        isPublished("tagged", "1.0.0", "one");

        run(library, "tag", "add", "tagged@1.0.0", "stable").succeeded();
        run(library, "tag", "list", "tagged").succeeded().said("stable: 1.0.0");
    }

    @Test
    void installsWithoutTheUpstreamWhatWasPrefetched() throws Exception {
        installsWithoutTheUpstreamWhatWasPrefetched("yarn.lock");
    }
}
