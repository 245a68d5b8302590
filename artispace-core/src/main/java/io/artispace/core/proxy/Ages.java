package io.artispace.core.proxy;

import io.artispace.OutcomeUnknownException;
import io.artispace.PackageName;
import io.artispace.StorageFailedException;
import io.artispace.UpstreamFailedException;
import io.artispace.core.engine.Moments;
import io.artispace.core.policy.PolicyFilter;
import io.artispace.core.proxy.state.ProxyParts;
import io.artispace.core.repository.Reading;
import io.artispace.core.upstream.RefusedException;
import io.artispace.core.upstream.Reply;
import io.artispace.core.upstream.SharedWork;
import io.artispace.metadata.VersionRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns when versions appeared where the upstream's documents do not tell: by asking when a file of each was last modified, several at
 * a time. What it learns is stored. A version whose age it cannot learn counts as published when it was first seen here.
 * Thread-safe.
 */
final class Ages {
    private static final Logger logger = LoggerFactory.getLogger(Ages.class);

    private static final int AT_ONCE = 8;
    private static final int MOST = 1000;

    /** Stands for the rules where the ages of all versions were asked for, whatever rules hide. */
    private static final String ALL = "";

    private final ProxyParts proxy;
    private final Executor lane;
    /** The packages whose ages are being learned, each by one thread, on which others wait. */
    private final Map<PackageName, CompletableFuture<Boolean>> learning = new ConcurrentHashMap<>();

    Ages(ProxyParts proxy, Executor lane) {
        this.proxy = proxy;
        this.lane = lane;
    }

    /** The key under which it is cached that the ages of those versions of a package were asked for that some rules hid at a revision. */
    private record Asked(long repositoryId, String packageName, long revision, String rules) {}

    /** When that was, and whether the upstream told all of them. */
    private record Answer(Instant asked, boolean complete) {}

    /**
     * Learns the ages of a package's versions, if rules ask for them: once for all who want them at the time.
     *
     * @param rules names the rules of the filter
     * @param revision the revision that the package is at
     * @return whether the upstream was asked, after which the package may be at another revision; it is not asked again soon
     */
    boolean learn(PackageName name, PolicyFilter filter, String rules, Reading reading, long revision) {
        boolean mayAsk = filter.needsAges()
                && reading.mayAskUpstream()
                && !proxy.upstream().offline();
        String hiding = filter.instant() == null ? rules : ALL;
        if (!mayAsk || wasAskedLately(name, revision, hiding)) {
            return false;
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = learning.putIfAbsent(name, mine);
        while (others != null) {
            SharedWork.await(others);
            others = learning.putIfAbsent(name, mine);
        }
        try {
            // Unless others have asked meanwhile: they may have failed, if only because their thread was interrupted.
            if (!wasAskedLately(name, revision(name), hiding)) {
                Answer answer = new Answer(proxy.now(), learn(name, filter));
                String asked = answer.complete() ? ALL : hiding;
                proxy.engine().cache().put(asked(name, revision(name), asked), answer, 0);
            }
            return true;
        } finally {
            learning.remove(name, mine);
            mine.complete(true);
        }
    }

    private long revision(PackageName name) {
        return proxy.rows().revision(name, OptionalLong.empty());
    }

    private Asked asked(PackageName name, long revision, String rules) {
        return new Asked(proxy.id(), name.value(), revision, rules);
    }

    private boolean wasAskedLately(PackageName name, long revision, String rules) {
        return wasAskedLately(asked(name, revision, ALL)) || wasAskedLately(asked(name, revision, rules));
    }

    private boolean wasAskedLately(Asked asked) {
        return proxy.engine()
                .cache()
                .find(asked, Answer.class)
                .filter(answer -> answer.complete()
                        || Moments.counts(answer.asked(), proxy.upstream().absenceTtl(), proxy.now()))
                .isPresent();
    }

    /**
     * Learns the ages of the versions of a package that are not known yet, except of those that are old enough since they were first seen
     * here.
     *
     * @param filter the rules that ask for them
     * @return whether the upstream has files of all that could tell, and what they told was stored; if not, or if there were too many for
     *     once, it may be worth asking again later
     */
    private boolean learn(PackageName name, PolicyFilter filter) {
        Map<String, String> witnesses = new HashMap<>();
        List<VersionRow> unknown = proxy.rows().versionsOfUnknownAge(name);
        List<VersionRow> hidden = unknown.stream()
                .filter(version -> filter.instant() != null
                        || filter.refusal(name, version.name(), version.published())
                                .isPresent())
                .toList();
        for (VersionRow version : hidden) {
            if (witnesses.size() < MOST) {
                proxy.codec()
                        .ageWitness(name, version.name())
                        .ifPresent(location -> witnesses.put(version.name(), location));
            }
        }
        Map<String, Instant> ages = new HashMap<>();
        boolean answered = ask(witnesses, ages);
        boolean noted = ages.isEmpty() || note(name, ages);
        return answered && noted && witnesses.size() < MOST && hidden.size() == unknown.size();
    }

    /** What is stored is shown even if the store takes no ages: then versions count as published when they were first seen here. */
    private boolean note(PackageName name, Map<String, Instant> ages) {
        try {
            proxy.writer().noteAges(name, ages);
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
        proxy.codec().ageWitness(name, version).ifPresent(witnesses::add);
        witnesses.add(location);
        return witnesses.stream().anyMatch(witness -> seekBy(witness, name, version));
    }

    private boolean seekBy(String witness, PackageName name, String version) {
        try (Reply reply = proxy.client().head(witness)) {
            if (reply.isAbsent()) {
                return false;
            }
            if (proxy.upstream().contentCheck() && reply.isHtml()) {
                // Some upstreams answer with a page for anything that they do not have; such answers must not become
                // versions.
                throw RefusedException.page();
            }
            proxy.writer().noteVersion(name, version, reply.lastModified().orElse(null));
            return true;
        } catch (RefusedException refused) {
            throw proxy.client().refused(witness, refused.reason(), refused);
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
        try (Reply reply = proxy.client().head(location)) {
            return reply.isAbsent() ? new Told(false, Optional.empty()) : new Told(true, reply.lastModified());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UpstreamFailedException unreadable(IOException e) {
        return new UpstreamFailedException("Cannot read how old a file of an upstream is. Try again later.", e);
    }
}
