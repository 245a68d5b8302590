package io.artispace.core.upstream;

import static org.awaitility.Awaitility.await;

import io.artispace.testkit.EvilAnswer;
import io.artispace.testkit.EvilUpstream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SentRequestTest {
    private static final int ROUNDS = 400;

    /** How much later each round is than the one before: together they cover the time that a client takes to hand an answer on. */
    private static final long STEP_NANOS = 2_000;

    @Test
    void atWhateverMomentItIsClosedNothingMoreIsReceivedAndTheClientCanEnd() throws Exception {
        try (EvilUpstream far = new EvilUpstream()) {
            Thread selector = askAndClose(far);

            // Before Java 21 a client ends once it is garbage and waits for nothing, which it looks at every few
            // seconds.
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return !selector.isAlive();
            });
        }
    }

    /** Returns the thread of the client, which nobody holds any more. */
    private static Thread askAndClose(EvilUpstream far) throws Exception {
        List<Thread> others = selectors();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(far.url().resolve("body")).build();
        List<CountDownLatch> cuts = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch cut = new CountDownLatch(1);
            cuts.add(cut);
            far.at("body", connection -> {
                begun.countDown();
                try {
                    EvilAnswer.endlessBody().give(connection);
                } finally {
                    cut.countDown();
                }
            });
            SentRequest sent = SentRequest.send(client, request, Duration.ofMinutes(1));
            begun.await();
            long moment = System.nanoTime() + round * STEP_NANOS;
            while (System.nanoTime() < moment) {
                Thread.onSpinWait();
            }
            sent.close();
        }
        // Not after each: the other side may learn of it only when the client next looks at its connections, in some
        // seconds.
        for (CountDownLatch cut : cuts) {
            cut.await();
        }
        return selectors().stream()
                .filter(thread -> !others.contains(thread))
                .findAny()
                .orElseThrow();
    }

    private static List<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .toList();
    }
}
