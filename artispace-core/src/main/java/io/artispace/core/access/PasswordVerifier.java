package io.artispace.core.access;

import io.artispace.BusyException;
import io.artispace.access.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords without paying for the slow hash on every request, and without letting a flood of wrong ones take every
 * processor.
 *
 * <p>Whether a password belongs to a stored hash never changes: a new password has a new salt, and so another hash. A verdict is
 * therefore remembered under both, and nothing has to be invalidated when users change. Of a password, only its HMAC is kept in memory,
 * for a while, under a random key of this instance, so it is of no use elsewhere. Wrong passwords are remembered apart, so that a flood
 * of them does not push out the right ones.
 *
 * <p>Requests that bring the same credentials at the same time share one run of the hash. At most half of the processors run it, and
 * only a few requests may wait for one of them; any more are refused at once, so that a flood does not occupy the threads of requests
 * that need no hash. Thread-safe.
 */
final class PasswordVerifier {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 1_000;

    /** Some seconds' worth on one processor. */
    private static final int MOST_WAITING = 32;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final SlowHash slowHash;
    private final InstantSource clock;
    private final SecureRandom random;
    private volatile @Nullable Mac keyed;
    private final BoundedMap<Question, Instant> right = new BoundedMap<>(MOST_REMEMBERED);
    private final BoundedMap<Question, Instant> wrong = new BoundedMap<>(MOST_REMEMBERED);
    private final ConcurrentMap<Question, Run> running = new ConcurrentHashMap<>();
    private final Semaphore processors;
    private final Semaphore places;

    PasswordVerifier(SlowHash slowHash, InstantSource clock, SecureRandom random) {
        this.slowHash = slowHash;
        this.clock = clock;
        this.random = random;
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.processors = new Semaphore(atOnce, true);
        this.places = new Semaphore(atOnce + MOST_WAITING);
    }

    /**
     * Whether this password belongs to this stored hash. The fingerprint is of the user's name, too: all unknown users share one stored
     * hash, and a verdict that was remembered for one of them must not make the answer for another one faster, which would reveal that
     * neither exists.
     */
    private record Question(ByteBuffer fingerprint, String storedHash) {}

    /** One run of the hash, which those share who ask the same meanwhile. */
    private static final class Run {
        final CompletableFuture<Boolean> verdict = new CompletableFuture<>();
        /** Whether it has a processor, and so will soon be over. */
        volatile boolean begun;
    }

    /**
     * Returns the slow hash of a new password, waiting for a processor as checks do.
     *
     * @param patience how long to wait for a place among those who wait
     * @throws BusyException if too many wait already
     */
    String hash(Secret password, Duration patience) {
        return waiting(patience, () -> onProcessor(() -> slowHash.of(password)));
    }

    /**
     * Tells whether a password is the one of a stored hash; without one it says no, at the same cost.
     *
     * @param user the name that came with the password, any text
     * @throws BusyException if too many wait already
     */
    boolean matches(String user, Secret password, Optional<String> storedHash) {
        Question question = new Question(fingerprint(user, password), storedHash.orElse(slowHash.unmatched()));
        return remembered(question).orElseGet(() -> askOnce(question, password));
    }

    private Optional<Boolean> remembered(Question question) {
        if (isFresh(right.get(question))) {
            return Optional.of(true);
        }
        return isFresh(wrong.get(question)) ? Optional.of(false) : Optional.empty();
    }

    private boolean isFresh(Optional<Instant> until) {
        return until.isPresent() && clock.instant().isBefore(until.get());
    }

    private boolean askOnce(Question question, Secret password) {
        Run own = new Run();
        Run other = running.putIfAbsent(question, own);
        if (other != null) {
            // A run that waits may wait behind all others, so joining it takes a place, too: otherwise many who ask the
            // same question would take all threads.
            return other.begun ? join(other.verdict) : waiting(() -> join(other.verdict));
        }
        try {
            // Another thread may have finished the same question since this one looked.
            boolean matches = remembered(question).orElseGet(() -> ask(question, password, own));
            (matches ? right : wrong).put(question, clock.instant().plus(REMEMBERED));
            own.verdict.complete(matches);
            return matches;
        } catch (RuntimeException | Error failure) {
            own.verdict.completeExceptionally(failure);
            throw failure;
        } finally {
            running.remove(question);
        }
    }

    private boolean ask(Question question, Secret password, Run own) {
        return waiting(() -> onProcessor(() -> {
            own.begun = true;
            return slowHash.matches(password, question.storedHash());
        }));
    }

    private <T> T onProcessor(Supplier<T> work) {
        processors.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            processors.release();
        }
    }

    private <T> T waiting(Supplier<T> work) {
        return waiting(Duration.ZERO, work);
    }

    /** Does what may have to wait for a processor, if there is a place for one more who does. */
    private <T> T waiting(Duration patience, Supplier<T> work) {
        if (!findPlace(patience)) {
            throw new BusyException(
                    "Too many passwords are being checked or set at this moment. Try again in a few seconds, or use a token.",
                    RETRY_AFTER);
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private boolean findPlace(Duration patience) {
        if (places.tryAcquire()) {
            return true;
        }
        try {
            return !patience.isZero() && places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean join(CompletableFuture<Boolean> other) {
        try {
            return other.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private ByteBuffer fingerprint(String user, Secret password) {
        try {
            // A Mac is not thread-safe; a clone of one that has its key is much cheaper than a new one.
            Mac mac = (Mac) keyed().clone();
            // The length first: otherwise the name "ab" with the password "c" would look like "a" with "bc".
            String both = user.length() + ":" + user + password.reveal();
            return ByteBuffer.wrap(mac.doFinal(both.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The HMAC of this JDK cannot be cloned.", impossible);
        }
    }

    /** Made when the first password comes, since the JDK takes long to load the classes for it. */
    private Mac keyed() {
        Mac made = keyed;
        if (made == null) {
            synchronized (this) {
                made = keyed;
                if (made == null) {
                    made = newMac();
                    keyed = made;
                }
            }
        }
        return made;
    }

    private Mac newMac() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException("This JDK lacks HmacSHA256.", unavailable);
        }
    }
}
