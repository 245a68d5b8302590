package io.artispace.integration.standalone;

import io.artispace.integration.run.HttpUser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Clients of Maven and npm that deploy to one server, and read from it, at the same time, until it is gone.
 *
 * @param log where they note what they have sent and what was acknowledged
 * @param isOver whether answers count no more, although the server still gives them
 */
record Deployers(AcknowledgementLog log, BooleanSupplier isOver) {
    private static final int MAVEN = 5;
    private static final int NPM = 3;
    private static final int READERS = 2;

    /**
     * Deploys until the server has acknowledged that many more, ends it, and waits until all clients have noticed.
     *
     * @param names what the names of all that is deployed begin with
     * @param end ends the server, while the clients go on
     */
    void deploy(StandaloneProcess server, String names, int acknowledgements, Runnable end) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(MAVEN + NPM + READERS);
        try {
            HttpUser user = Administrator.of(server);
            int enough = log.size() + acknowledgements;
            List<Future<Void>> ends = new ArrayList<>();
            for (int client = 0; client < MAVEN + NPM; client++) {
                String name = names + "w" + client;
                boolean maven = client < MAVEN;
                Callable<Void> work = () -> {
                    log.deployUntilItFails(user, maven ? Deploys.maven(name) : Deploys.npm(name), isOver);
                    return null;
                };
                ends.add(threads.submit(work));
            }
            for (int reader = 0; reader < READERS; reader++) {
                ends.add(threads.submit(() -> {
                    log.readUntilItFails(user, isOver);
                    return null;
                }));
            }
            log.awaitSize(enough);
            end.run();
            for (Future<Void> each : ends) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
