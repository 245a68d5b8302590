package io.artispace.integration.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.ConflictException;
import io.artispace.NotFoundException;
import io.artispace.Registry;
import io.artispace.access.Accounts;
import io.artispace.access.Role;
import io.artispace.access.Secret;
import io.artispace.access.TokenRequest;
import io.artispace.access.TokenScope;
import io.artispace.access.User;
import io.artispace.integration.run.PostgresServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Users and tokens in a database server, whose transactions run side by side: what an administrator does to a user is not undone by what
 * that user does at the same time.
 */
class AccountsOnServersIT {
    private static final int ROUNDS = 10;
    private static final int CREATORS = 4;
    private static final Secret PASSWORD = Secret.of("correct horse");

    private Registry registry;
    private Accounts accounts;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.builder()
                .metadata(PostgresServer.shared().newSchema())
                .blobs(URI.create("memory:/"))
                .passwordIterations(1_000)
                .open();
        accounts = registry.accounts();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void roleThatWasTakenAwayStaysTakenAway() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "user-" + round;
            accounts.createUser(name, PASSWORD, Role.ADMIN);

            whileRepeating(
                    () -> accounts.setAttributes(name, Map.of("email", Long.toString(System.nanoTime()))),
                    () -> accounts.setRole(name, Role.READ));

            assertThat(accounts.findUser(name).map(User::role)).contains(Role.READ);
        }
    }

    @Test
    void userWhoWasDeletedStaysDeleted() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "user-" + round;
            accounts.createUser(name, PASSWORD, Role.WRITE);

            whileRepeating(
                    () -> accounts.setAttributes(name, Map.of("email", Long.toString(System.nanoTime()))),
                    () -> assertThat(accounts.deleteUser(name)).isTrue());

            assertThat(accounts.findUser(name)).isEmpty();
        }
    }

    @Test
    void tokenOfAUserWhoWasDeletedIsNotThatOfTheNextOneOfThatName() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "user-" + round;
            accounts.createUser(name, PASSWORD, Role.WRITE);
            List<Secret> issued = new ArrayList<>();

            whileRepeating(
                    () -> issued.add(accounts.issueToken(name, TokenRequest.of(TokenScope.of(Role.WRITE)))
                            .secret()),
                    () -> assertThat(accounts.deleteUser(name)).isTrue());
            accounts.createUser(name, PASSWORD, Role.WRITE);

            assertThat(issued)
                    .isNotEmpty()
                    .allSatisfy(
                            secret -> assertThat(accounts.authenticate(secret)).isEmpty());
        }
    }

    @Test
    void oneOfSeveralWhoCreateAUserAtOnceSucceeds() throws Exception {
        for (int round = 0; round < 3 * ROUNDS; round++) {
            String name = "user-" + round;
            CyclicBarrier start = new CyclicBarrier(CREATORS);
            ExecutorService threads = Executors.newFixedThreadPool(CREATORS);
            List<Future<Boolean>> created = new ArrayList<>();
            try {
                for (int i = 0; i < CREATORS; i++) {
                    created.add(threads.submit(() -> {
                        start.await(60, TimeUnit.SECONDS);
                        return create(name);
                    }));
                }
                for (Future<Boolean> each : created) {
                    each.get(60, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(created).extracting(Future::get).containsOnlyOnce(true);
        }
    }

    private boolean create(String name) {
        try {
            accounts.createUser(name, PASSWORD, Role.WRITE);
            return true;
        } catch (ConflictException e) {
            return false;
        }
    }

    /**
     * Does something once while another thread does something else again and again, until that is refused because there is no such user.
     */
    private static void whileRepeating(Runnable again, Runnable once) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(3);
        CompletableFuture<Void> repeating = CompletableFuture.runAsync(() -> {
            try {
                while (!done.get()) {
                    again.run();
                    begun.countDown();
                }
            } catch (NotFoundException gone) {
                assertThat(begun.getCount()).isZero();
            }
        });
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        once.run();
        done.set(true);
        repeating.get(60, TimeUnit.SECONDS);
    }
}
