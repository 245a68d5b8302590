package io.artispace.core.upstream;

import io.artispace.PackageName;
import io.artispace.UpstreamFailedException;
import io.artispace.core.repository.ProxyRows;
import io.artispace.format.UpstreamCodec;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Learns when versions appeared where the upstream's documents do not tell: by asking when a file of each was last modified, several at a time.
 * What it learns is kept. A version of which it cannot be learned counts as seen here first.
 */
final class Ages {
    private static final int AT_ONCE = 8;
    private static final int MOST = 1000;

    private final UpstreamClient client;
    private final UpstreamCodec codec;
    private final ProxyRows rows;
    private final UpstreamThreads threads;

    Ages(UpstreamClient client, UpstreamCodec codec, ProxyRows rows, UpstreamThreads threads) {
        this.client = client;
        this.codec = codec;
        this.rows = rows;
        this.threads = threads;
    }

    /** Learns the ages of the versions of a package that are not known yet. */
    void learn(PackageName name) {
        Map<String, String> witnesses = new HashMap<>();
        for (String version : rows.versionsOfUnknownAge(name)) {
            if (witnesses.size() < MOST) {
                codec.ageWitness(name, version).ifPresent(location -> witnesses.put(version, location));
            }
        }
        if (witnesses.isEmpty()) {
            return;
        }
        Map<String, Instant> ages = ask(witnesses);
        if (!ages.isEmpty()) {
            rows.noteAges(name, ages);
        }
    }

    private Map<String, Instant> ask(Map<String, String> witnesses) {
        Map<String, Instant> ages = new HashMap<>();
        List<Map.Entry<String, String>> left = new ArrayList<>(witnesses.entrySet());
        while (!left.isEmpty()) {
            List<Map.Entry<String, String>> batch = left.subList(0, Math.min(AT_ONCE, left.size()));
            Map<String, CompletableFuture<Optional<Instant>>> answers = new HashMap<>();
            for (Map.Entry<String, String> witness : batch) {
                answers.put(
                        witness.getKey(),
                        CompletableFuture.supplyAsync(() -> lastModified(witness.getValue()), threads.fetching()));
            }
            answers.forEach((version, answer) -> Fetch.await(answer).ifPresent(instant -> ages.put(version, instant)));
            batch.clear();
        }
        return ages;
    }

    private Optional<Instant> lastModified(String location) {
        try (Reply reply = client.head(location)) {
            return reply.isAbsent() ? Optional.empty() : reply.lastModified();
        } catch (IOException | UpstreamFailedException unknown) {
            return Optional.empty();
        }
    }
}
