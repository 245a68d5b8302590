package io.artispace.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.BusyException;
import io.artispace.StorageFailedException;
import io.artispace.access.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PasswordVerifierTest {
    private static final String USER = "ci";

    private final CountingHash hash = new CountingHash();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final PasswordVerifier verifier = new PasswordVerifier(hash, () -> now, new SecureRandom());

    @Test
    void aPasswordThatWasRightIsNotHashedAgain() {
        assertThat(verifier.matches(USER, Secret.of("right"), Optional.of("hash of right")))
                .isTrue();
        assertThat(verifier.matches(USER, Secret.of("right"), Optional.of("hash of right")))
                .isTrue();

        assertThat(hash.runs).hasValue(1);
    }

    @Test
    void aPasswordThatWasWrongIsNotHashedAgain() {
        assertThat(verifier.matches(USER, Secret.of("wrong"), Optional.of("hash of right")))
                .isFalse();
        assertThat(verifier.matches(USER, Secret.of("wrong"), Optional.of("hash of right")))
                .isFalse();

        assertThat(hash.runs).hasValue(1);
    }

    @Test
    void aNewHashIsANewQuestion() {
        verifier.matches(USER, Secret.of("old"), Optional.of("hash of old"));

        assertThat(verifier.matches(USER, Secret.of("old"), Optional.of("hash of new")))
                .isFalse();
        assertThat(verifier.matches(USER, Secret.of("new"), Optional.of("hash of new")))
                .isTrue();
    }

    @Test
    void verdictsAreForgottenAfterAWhile() {
        verifier.matches(USER, Secret.of("right"), Optional.of("hash of right"));
        now = now.plus(Duration.ofMinutes(10));
        verifier.matches(USER, Secret.of("right"), Optional.of("hash of right"));

        assertThat(hash.runs).hasValue(2);
    }

    @Test
    void anUnknownUserCostsAHashTooWhateverOthersWereAsked() {
        assertThat(verifier.matches("nobody", Secret.of("any"), Optional.empty()))
                .isFalse();
        assertThat(verifier.matches("nobody else", Secret.of("any"), Optional.empty()))
                .isFalse();

        assertThat(hash.runs).hasValue(2);
    }

    @Test
    void aNameWithABitOfThePasswordIsAnother() {
        verifier.matches("nobody:any", Secret.of("thing"), Optional.empty());
        verifier.matches("nobody", Secret.of("any:thing"), Optional.empty());

        assertThat(hash.runs).hasValue(2);
    }

    @Test
    void aFloodOfWrongPasswordsDoesNotPushOutTheRightOnes() {
        verifier.matches(USER, Secret.of("right"), Optional.of("hash of right"));
        for (int i = 0; i < 5_000; i++) {
            verifier.matches(USER, Secret.of("wrong" + i), Optional.of("hash of right"));
        }
        int before = hash.runs.get();

        assertThat(verifier.matches(USER, Secret.of("right"), Optional.of("hash of right")))
                .isTrue();
        assertThat(hash.runs).hasValue(before);
    }

    @Test
    void askersOfTheSameQuestionShareOneHashAndNotAllProcessorsAreTaken() throws Exception {
        hash.block();
        List<Future<Boolean>> answers = new ArrayList<>();
        ExecutorService askers = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 8; i++) {
                answers.add(
                        askers.submit(() -> verifier.matches(USER, Secret.of("right"), Optional.of("hash of right"))));
            }
            for (int i = 0; i < 8; i++) {
                String wrong = "wrong" + i;
                askers.execute(() -> verifier.matches(USER, Secret.of(wrong), Optional.of("hash of right")));
            }
            Awaitility.await().until(() -> hash.running.get() > 0);
            hash.unblock();

            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            askers.shutdown();
        }
        assertThat(askers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(hash.runs).hasValue(9);
        assertThat(hash.mostAtOnce)
                .hasValueLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Test
    void aFloodIsSentAwayAndDelaysNobodyWhoIsKnown() throws Exception {
        verifier.matches(USER, Secret.of("right"), Optional.of("hash of right"));
        hash.block();
        AtomicInteger sentAway = new AtomicInteger();
        AtomicInteger checked = new AtomicInteger();
        ExecutorService flood = Executors.newCachedThreadPool();
        for (int i = 0; i < 200; i++) {
            String wrong = "wrong" + i;
            flood.execute(() -> {
                try {
                    verifier.matches(USER, Secret.of(wrong), Optional.of("hash of right"));
                    checked.incrementAndGet();
                } catch (BusyException busy) {
                    sentAway.incrementAndGet();
                }
            });
        }

        // Whoever waits does so until the hash goes on, so the count comes to rest here.
        int accepted = 32 + Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        Awaitility.await().until(() -> sentAway.get() == 200 - accepted);
        assertThat(verifier.matches(USER, Secret.of("right"), Optional.of("hash of right")))
                .isTrue();
        hash.unblock();

        flood.shutdown();
        assertThat(flood.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(checked).hasValue(accepted);
        assertThat(verifier.matches(USER, Secret.of("wrong and late"), Optional.of("hash of right")))
                .isFalse();
    }

    @Test
    void askerOfAQuestionThatWaitsAlreadyIsRefusedAsWell() throws Exception {
        int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        AtomicInteger sentAway = new AtomicInteger();
        AtomicInteger letIn = new AtomicInteger();
        hash.block();
        ExecutorService flood = Executors.newCachedThreadPool();
        for (int i = 0; i < processors; i++) {
            String wrong = "wrong" + i;
            flood.execute(() -> verifier.matches(USER, Secret.of(wrong), Optional.of("hash of right")));
        }
        Awaitility.await().until(() -> hash.running.get() == processors);
        for (int i = 0; i < 200; i++) {
            flood.execute(() -> {
                try {
                    if (verifier.matches(USER, Secret.of("the same"), Optional.of("hash of right"))) {
                        letIn.incrementAndGet();
                    }
                } catch (BusyException busy) {
                    sentAway.incrementAndGet();
                }
            });
        }

        try {
            Awaitility.await().until(() -> sentAway.get() == 200 - 32);
        } finally {
            hash.unblock();
            flood.shutdown();
        }
        assertThat(flood.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(hash.runs).hasValue(processors + 1);
        assertThat(letIn).hasValue(0);
    }

    @Test
    void aFloodOfNewPasswordsIsSentAwayAsWell() throws Exception {
        AtomicInteger sentAway = new AtomicInteger();
        hash.block();
        ExecutorService flood = Executors.newCachedThreadPool();
        for (int i = 0; i < 200; i++) {
            String changed = "new" + i;
            flood.execute(() -> {
                try {
                    verifier.hash(Secret.of(changed), Duration.ZERO);
                } catch (BusyException busy) {
                    sentAway.incrementAndGet();
                }
            });
        }

        try {
            int accepted = 32 + Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            Awaitility.await().until(() -> sentAway.get() == 200 - accepted);
        } finally {
            hash.unblock();
            flood.shutdown();
        }
        assertThat(flood.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(verifier.hash(Secret.of("late"), Duration.ZERO)).isEqualTo("hash of late");
    }

    @Test
    void whoHasPatienceWaitsForAPlaceInAFullQueue() throws Exception {
        hash.block();
        int places = 32 + Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        CountDownLatch arrived = new CountDownLatch(2 * places);
        List<Future<String>> hashes = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 2 * places; i++) {
                String changed = "new" + i;
                hashes.add(threads.submit(() -> {
                    arrived.countDown();
                    return verifier.hash(Secret.of(changed), Duration.ofMinutes(1));
                }));
            }
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            hash.unblock();

            for (int i = 0; i < hashes.size(); i++) {
                assertThat(hashes.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("hash of new" + i);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailureIsNotRemembered() {
        assertThatThrownBy(() -> verifier.matches(USER, Secret.of("x"), Optional.of("damaged")))
                .isInstanceOf(StorageFailedException.class);
        assertThatThrownBy(() -> verifier.matches(USER, Secret.of("x"), Optional.of("damaged")))
                .isInstanceOf(StorageFailedException.class);

        assertThat(hash.runs).hasValue(2);
    }

    /** Counts how often it runs, and can be made to take its time. */
    private static final class CountingHash implements SlowHash {
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void block() {
            gate = new CountDownLatch(1);
        }

        void unblock() {
            gate.countDown();
        }

        @Override
        public String of(Secret password) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return "hash of " + password.reveal();
        }

        @Override
        public String unmatched() {
            return "hash of nothing";
        }

        @Override
        public boolean matches(Secret password, String stored) {
            runs.incrementAndGet();
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                gate.await();
                if (stored.equals("damaged")) {
                    throw new StorageFailedException("damaged");
                }
                return stored.equals(of(password));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            } finally {
                running.decrementAndGet();
            }
        }
    }
}
