package io.artispace.integration.npm;

import io.artispace.integration.run.Outcome;
import io.artispace.integration.run.RunningRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BunIT extends NodeClientContract {
    @Override
    List<String> words(NodeClients fetched) throws IOException {
        return fetched.bun();
    }

    @Override
    Outcome publish(NodeProject library) throws IOException {
        return run(library, "publish");
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
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("cannot publish over existing version again@1.0.0");
    }

    @Test
    void knowsWhoAsks() throws IOException {
        run(library("anything", "1.0.0", "one"), "pm", "whoami").succeeded().said(RunningRegistry.ADMIN);
    }

    @Test
    void installsWithoutTheUpstreamWhatWasPrefetched() throws Exception {
        installsWithoutTheUpstreamWhatWasPrefetched("bun.lock");
    }

    @Test
    void audits() throws IOException {
        isPublished("audited", "1.0.0", "one");
        NodeProject consumer = consumer("audited", "1.0.0");
        install(consumer).succeeded();

        run(consumer, "audit").succeeded();
    }
}
