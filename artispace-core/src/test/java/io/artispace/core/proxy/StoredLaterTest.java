package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.artispace.Listing;
import io.artispace.Proxy;
import io.artispace.Registry;
import io.artispace.Session;
import io.artispace.StorageFailedException;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.exchange.Request;
import io.artispace.exchange.Response;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Thread.State;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is asked for over HTTP is sent as soon as it is checked, and stored meanwhile. */
@Timeout(60)
class StoredLaterTest {
    private static final String PATH = ProxyFixture.FILE.value();
    private static final byte[] SMALL = ProxyFixture.content(1_000);
    private static final byte[] LARGE = ProxyFixture.content(300_000);
    private static final int STEP = 30_000;

    private final CountDownLatch release = new CountDownLatch(1);
    private final HeldStore store = new HeldStore(JdbcMetadataStore.openInMemory());
    private final AtomicReference<@Nullable Registry> listening = new AtomicReference<>();
    private final List<Listing> listed = new CopyOnWriteArrayList<>();
    private final ProxyFixture far = new ProxyFixture(
            Registry.builder().metadata(store).blobs(URI.create("memory:/")).listener(this::list),
            UnaryOperator.identity());

    @AfterEach
    void close() {
        release.countDown();
        far.close();
        store.close();
    }

    private void list(List<RegistryEvent> events) {
        Registry registry = listening.get();
        if (registry != null) {
            listed.add(registry.repository("far").list("app/1.0", "", 10));
        }
    }

    private Response get(String repository) {
        return far.fixture
                .registry()
                .handle(new Request(
                        "GET",
                        "/" + repository + "/" + PATH,
                        null,
                        name -> List.of(),
                        InputStream.nullInputStream(),
                        URI.create("http://here.example/"),
                        null));
    }

    private static byte[] body(Response response) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            response.body().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private boolean isStored() {
        return store.read(reader -> reader.repositories().stream()
                .anyMatch(row -> reader.findFile(row.id(), PATH).isPresent()));
    }

    private List<String> listed() {
        return far.proxy.list("app/1.0", "", 10).files().stream()
                .map(file -> file.path().value())
                .toList();
    }

    /**
     * Has the upstream send a large file so that its reader never falls behind, however busy the machine is: what it has missed it would
     * read from the store.
     */
    private Semaphore sendingInStepsWithItsReader(byte[] content) {
        Semaphore steps = new Semaphore(0);
        far.serving(content);
        far.upstream.at(PATH, connection -> {
            connection.sendHead(200, "Content-Length: " + content.length);
            for (int sent = 0; sent < content.length; sent += STEP) {
                steps.acquire();
                connection.send(content, sent, Math.min(STEP, content.length - sent));
            }
        });
        return steps;
    }

    private static byte[] inSteps(Response response, Semaphore steps) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = response.body().open()) {
            byte[] read;
            do {
                steps.release();
                read = in.readNBytes(STEP);
                all.write(read);
            } while (read.length > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    @Test
    void theLastByteOfALargeFileIsGivenOutWhileItIsStored() {
        Semaphore steps = sendingInStepsWithItsReader(LARGE);
        store.hold(release);

        assertThat(inSteps(get("far"), steps)).isEqualTo(LARGE);

        assertThat(isStored()).isFalse();
        release.countDown();
        assertThat(listed()).containsExactly(PATH);
        assertThat(body(get("far"))).isEqualTo(LARGE);
        assertThat(far.upstream.asked(PATH)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 256 * 1024})
    void aSmallFileIsGivenOutWhileItIsStored(int size) {
        byte[] content = ProxyFixture.content(size);
        far.serving(content);
        store.hold(release);

        assertThat(body(get("far"))).isEqualTo(content);

        assertThat(isStored()).isFalse();
        release.countDown();
        assertThat(listed()).containsExactly(PATH);
        assertThat(body(get("far"))).isEqualTo(content);
        assertThat(far.upstream.asked(PATH)).isOne();
    }

    @Test
    void whileItIsStoredASmallFileHasTheHeadersThatItHasAfterwards() {
        far.serving(SMALL);
        store.hold(release);

        Response early = get("far");
        Response again = get("far");
        Response head = far.request("HEAD");
        release.countDown();
        assertThat(listed()).hasSize(1);
        Response late = get("far");

        assertThat(early.headers()).isEqualTo(late.headers());
        assertThat(again.headers()).isEqualTo(late.headers());
        assertThat(head.header("ETag")).isEqualTo(late.header("ETag")).isPresent();
        assertThat(far.upstream.requests()).as("the file and its checksum").hasSize(2);
    }

    @Test
    void callerFromJavaFindsTheFileStored() {
        far.serving(SMALL);
        store.hold(release);
        CompletableFuture<byte[]> java = CompletableFuture.supplyAsync(() -> far.read());
        await().until(() -> far.upstream.asked(PATH) == 1);

        assertThat(body(get("far"))).isEqualTo(SMALL);

        assertThat(java).isNotDone();
        release.countDown();
        assertThat(java.join()).isEqualTo(SMALL);
        assertThat(isStored()).isTrue();
    }

    @Test
    void aSessionServesOnlyWhatIsStored() {
        far.serving(SMALL);
        Session session = far.fixture.registry().session("build");
        store.hold(release);
        CompletableFuture<Response> recorded = CompletableFuture.supplyAsync(() -> get("far~build"));
        await().until(() -> far.upstream.asked(PATH) == 1);

        assertThat(body(get("far"))).isEqualTo(SMALL);

        assertThat(recorded).isNotDone();
        release.countDown();
        assertThat(body(recorded.join())).isEqualTo(SMALL);
        assertThat(session.entries()).extracting(LedgerEntry::path).containsExactly(ProxyFixture.FILE);
    }

    @Test
    void anExemptVersionIsServedOnlyOnceThatIsNoted() {
        far.serving(SMALL);
        far.upstream.at("app", "1.0 2026-01-02T00:00:00Z\n");
        Proxy proxy = (Proxy) far.proxy.definition();
        Policies exempt = Policies.none().minimumAge(Duration.ofDays(3)).exempt("app@1.0");
        far.fixture.registry().update(proxy.policies(exempt));

        assertThat(body(get("far"))).isEqualTo(SMALL);

        assertThat(far.events(Type.POLICY_EXEMPTED)).isOne();
        assertThat(isStored()).isTrue();
    }

    @Test
    void fileThatCannotBeStoredIsHandedOutAndFetchedAgain() {
        far.serving(SMALL);
        store.fail(new StorageFailedException("No room."));

        assertThat(body(get("far"))).isEqualTo(SMALL);
        assertThat(listed()).isEmpty();
        assertThat(body(get("far"))).isEqualTo(SMALL);

        assertThat(listed()).containsExactly(PATH);
        assertThat(far.upstream.asked(PATH)).isEqualTo(2);
        assertThat(far.proxy.upstream().failures()).isZero();
    }

    @Test
    void aLargeFileThatCannotBeStoredIsGivenOutToItsEnd() {
        Semaphore steps = sendingInStepsWithItsReader(LARGE);
        store.fail(new StorageFailedException("No room."));

        assertThat(inSteps(get("far"), steps)).isEqualTo(LARGE);

        assertThat(listed()).isEmpty();
    }

    @Test
    void fileThatCannotBeStoredFailsTheCallFromJava() {
        far.serving(SMALL);
        store.fail(new StorageFailedException("No room."));

        assertThatThrownBy(far::read).isInstanceOf(StorageFailedException.class).hasMessage("No room.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 500, 999})
    void aTruncatedSmallFileIsNeverGivenOut(int sent) {
        far.upstream.at(PATH, connection -> {
            connection.sendHead(200, "Content-Length: " + SMALL.length, "X-Checksum-Sha1: " + ProxyFixture.sha1(SMALL));
            connection.send(SMALL, 0, sent);
        });

        assertThat(get("far").status()).isEqualTo(502);
        assertThat(listed()).isEmpty();
    }

    @Test
    void aSmallFileOfAnotherDigestIsNeverGivenOut() {
        far.serving(SMALL).upstream.at(PATH, ProxyFixture.content(1_001));

        assertThat(get("far").status()).isEqualTo(502);
        assertThat(listed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 3_000_000})
    void otherBytesThanBeforeAreNeverGivenOutWhole(int size) {
        far.serving(ProxyFixture.content(100)).read();
        far.proxy.evict(0, Duration.ZERO);
        far.serving(ProxyFixture.content(size));

        Response response = get("far");
        if (response.status() == 200) {
            assertThatThrownBy(() -> body(response)).isInstanceOf(UncheckedIOException.class);
        } else {
            assertThat(response.status()).isEqualTo(502);
        }

        assertThat(far.events(Type.UPSTREAM_ALTERED)).isOne();
    }

    /** Begins something in a thread of its own that has to wait; returns once it does, or has failed to. */
    private static Thread waiting(Runnable action) {
        Thread thread = new Thread(action);
        thread.start();
        await().until(() ->
                EnumSet.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED).contains(thread.getState()));
        return thread;
    }

    @Test
    void evictionFindsWhatWasGivenOut() throws Exception {
        AtomicLong evicted = new AtomicLong();
        far.serving(SMALL);
        store.hold(release);
        get("far");
        Thread evicting =
                waiting(() -> evicted.set(far.proxy.evict(0, Duration.ZERO).files()));

        release.countDown();
        evicting.join();

        assertThat(evicted).hasValue(1);
    }

    @Test
    void closingTheRegistryWaitsForWhatIsStored() throws Exception {
        far.serving(SMALL);
        store.hold(release);
        get("far");
        Thread closing = waiting(far.fixture::close);

        release.countDown();
        closing.join();

        assertThat(isStored()).isTrue();
    }

    @Test
    void aListenerThatIsToldMayLookForTheFile() {
        far.serving(SMALL);
        listening.set(far.fixture.registry());

        assertThat(body(get("far"))).isEqualTo(SMALL);

        await().until(() -> !listed.isEmpty());
        assertThat(listed.get(0).files()).hasSize(1);
    }
}
