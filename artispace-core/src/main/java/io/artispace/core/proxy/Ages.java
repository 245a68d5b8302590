package io.artispace.core.proxy;

import io.artispace.OutcomeUnknownException;
import io.artispace.PackageName;
import io.artispace.StorageFailedException;
import io.artispace.UpstreamFailedException;
import io.artispace.core.upstream.RefusedException;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.UpstreamClient;
import io.artispace.format.UpstreamCodec;
import io.artispace.upstream.Upstream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns when versions appeared where the upstream's documents do not tell: by asking when a file of each was last modified, several at
 * a time. What it learns is stored. A version whose age it cannot learn counts as published when it was first seen here.
 */
final class Ages {
    private static final Logger logger = LoggerFactory.getLogger(Ages.class);

    private static final int AT_ONCE = 8;
    private static final int MOST = 1000;

    private final UpstreamClient client;
    private final UpstreamCodec codec;
    private final ProxyRows rows;
    private final ProxyWriter writer;
    private final Executor lane;
    private final Upstream upstream;

    Ages(ProxyParts proxy, Executor lane) {
        this.client = proxy.client();
        this.upstream = proxy.upstream();
        this.codec = proxy.codec();
        this.rows = proxy.rows();
        this.writer = proxy.writer();
        this.lane = lane;
    }

    /**
     * Learns the ages of the versions of a package that are not known yet.
     *
     * @return whether the upstream has files of all of them that could tell, and what they told was stored; if not, or if there were too
     *     many for once, it may be worth asking again later
     */
    boolean learn(PackageName name) {
        Map<String, String> witnesses = new HashMap<>();
        for (String version : rows.versionsOfUnknownAge(name)) {
            if (witnesses.size() < MOST) {
                codec.ageWitness(name, version).ifPresent(location -> witnesses.put(version, location));
            }
        }
        Map<String, Instant> ages = new HashMap<>();
        boolean answered = ask(witnesses, ages);
        boolean noted = ages.isEmpty() || note(name, ages);
        return answered && noted && witnesses.size() < MOST;
    }

    /** What is stored is shown even if the store takes no ages: then versions count as published when they were first seen here. */
    private boolean note(PackageName name, Map<String, Instant> ages) {
        try {
            writer.noteAges(name, ages);
            return true;
        } catch (StorageFailedException | OutcomeUnknownException failed) {
            logger.warn("How old the versions of a package are could not be stored: {}", failed.getMessage());
            return false;
        }
    }

    /**
     * Looks for a version that no document told of, by asking for the file that tells its age, or else for the one that the client wants.
     * If the version is there, it is noted with its age, which counts from now on if the upstream does not tell it.
     *
     * @param location where the file is that is asked for
     * @return whether the upstream has one of the two
     * @throws UpstreamFailedException if the upstream does not say
     */
    boolean seek(PackageName name, String version, String location) {
        Set<String> witnesses = new LinkedHashSet<>();
        codec.ageWitness(name, version).ifPresent(witnesses::add);
        witnesses.add(location);
        return witnesses.stream().anyMatch(witness -> seekBy(witness, name, version));
    }

    private boolean seekBy(String witness, PackageName name, String version) {
        try (Reply reply = client.head(witness)) {
            if (reply.isAbsent()) {
                return false;
            }
            if (upstream.contentCheck() && reply.isHtml()) {
                // Some upstreams answer with a page for anything that they do not have; such answers must not become
                // versions.
                throw RefusedException.page();
            }
            writer.noteVersion(name, version, reply.lastModified().orElse(null));
            return true;
        } catch (RefusedException refused) {
            throw client.refused(witness, refused.reason(), refused);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean ask(Map<String, String> witnesses, Map<String, Instant> ages) {
        boolean answered = true;
        List<Map.Entry<String, String>> left = new ArrayList<>(witnesses.entrySet());
        while (!left.isEmpty()) {
            List<Map.Entry<String, String>> batch = left.subList(0, Math.min(AT_ONCE, left.size()));
            Map<String, CompletableFuture<Told>> answers = new HashMap<>();
            for (Map.Entry<String, String> witness : batch) {
                answers.put(witness.getKey(), CompletableFuture.supplyAsync(() -> told(witness.getValue()), lane));
            }
            for (Map.Entry<String, CompletableFuture<Told>> answer : answers.entrySet()) {
                try {
                    Told told = SharedWork.await(answer.getValue());
                    // Documents may tell of versions whose files come later.
                    answered &= told.isThere();
                    told.modified().ifPresent(instant -> ages.put(answer.getKey(), instant));
                } catch (UpstreamFailedException unknown) {
                    answered = false;
                }
            }
            batch.clear();
        }
        return answered;
    }

    /** What the upstream told of a file. */
    private record Told(boolean isThere, Optional<Instant> modified) {}

    private Told told(String location) {
        try (Reply reply = client.head(location)) {
            return reply.isAbsent() ? new Told(false, Optional.empty()) : new Told(true, reply.lastModified());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UpstreamFailedException unreadable(IOException e) {
        return new UpstreamFailedException("Cannot read how old a file of an upstream is. Try again later.", e);
    }
}
