package io.artispace.integration.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.integration.run.HttpUser;
import io.artispace.integration.standalone.Deploys.Deploy;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/** What was sent and what of it was acknowledged, kept on the side of the clients. Thread-safe. */
final class AcknowledgementLog {
    private final Map<String, Deploy> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Deploy> unanswered = new ConcurrentHashMap<>();

    /** Deploys one thing after the other until the server is gone; any other answer than success is a failure. */
    void deployUntilItFails(HttpUser user, IntFunction<Deploy> row) throws InterruptedException {
        deployUntilItFails(user, row, () -> false);
    }

    /** Deploys one thing after the other until the server is gone, or until answers count no more, whatever they say. */
    void deployUntilItFails(HttpUser user, IntFunction<Deploy> row, BooleanSupplier isOver)
            throws InterruptedException {
        for (int number = 0; ; number++) {
            Deploy next = row.apply(number);
            unanswered.put(next.file(), next);
            try {
                HttpResponse<byte[]> answer = user.put(next.target(), next.body());
                if (isOver.getAsBoolean()) {
                    return;
                }
                assertThat(answer.statusCode())
                        .as(() -> next.target() + ": " + text(answer))
                        .isBetween(200, 204);
            } catch (IOException e) {
                return;
            }
            acknowledged.put(next.file(), next);
            unanswered.remove(next.file());
        }
    }

    /** Reads what was acknowledged until the server is gone, or until answers count no more. */
    void readUntilItFails(HttpUser user, BooleanSupplier isOver) throws InterruptedException {
        awaitSize(1);
        while (true) {
            for (Deploy deploy : acknowledged.values()) {
                try {
                    HttpResponse<byte[]> answer = user.get(deploy.file());
                    if (isOver.getAsBoolean()) {
                        return;
                    }
                    assertThat(answer.statusCode()).as(deploy.file()).isEqualTo(200);
                    assertThat(answer.body()).as(deploy.file()).isEqualTo(deploy.content());
                } catch (IOException e) {
                    return;
                }
            }
        }
    }

    /** Deploys one thing after the other until it is told to stop; the server may fail, and must say so. */
    void deployThroughFailures(HttpUser user, IntFunction<Deploy> row, AtomicBoolean stop)
            throws IOException, InterruptedException {
        for (int number = 0; !stop.get(); number++) {
            Deploy next = row.apply(number);
            unanswered.put(next.file(), next);
            HttpResponse<byte[]> answer = user.put(next.target(), next.body());
            if (answer.statusCode() == 201) {
                acknowledged.put(next.file(), next);
                unanswered.remove(next.file());
            } else {
                assertThat(answer.statusCode())
                        .as(() -> next.target() + ": " + text(answer))
                        .isBetween(500, 504);
            }
        }
    }

    int size() {
        return acknowledged.size();
    }

    void awaitSize(int size) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.size() >= size);
    }

    /** What was acknowledged is there byte for byte; what was not is there byte for byte or not at all, in documents as well. */
    void check(HttpUser user) throws IOException, InterruptedException {
        Map<String, String> documents = new HashMap<>();
        for (Deploy deploy : acknowledged.values()) {
            assertThat(isWhole(deploy, user, documents)).as(deploy.file()).isTrue();
        }
        for (Deploy deploy : unanswered.values()) {
            isWhole(deploy, user, documents);
        }
    }

    private static boolean isWhole(Deploy deploy, HttpUser user, Map<String, String> documents)
            throws IOException, InterruptedException {
        if (!documents.containsKey(deploy.document())) {
            documents.put(deploy.document(), text(user.get(deploy.document())));
        }
        HttpResponse<byte[]> answer = user.get(deploy.file());
        assertThat(answer.statusCode()).as(deploy.file()).isIn(200, 404);
        boolean there = answer.statusCode() == 200;
        if (there) {
            assertThat(answer.body()).as(deploy.file()).isEqualTo(deploy.content());
        }
        assertThat(documents.get(deploy.document()).contains(deploy.mention()))
                .as("%s mentions %s", deploy.document(), deploy.mention())
                .isEqualTo(there);
        return there;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
