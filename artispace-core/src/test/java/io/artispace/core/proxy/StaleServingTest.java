package io.artispace.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.policy.Policies;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stored is served, whatever else fails besides the upstream. */
@Timeout(60)
class StaleServingTest {
    private final AtomicBoolean full = new AtomicBoolean();
    private final FaultyMetadataStore metadata =
            new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
                if (moment == Moment.BEFORE_WRITE && full.get()) {
                    throw new StorageFailedException("The disk is full.");
                }
            });
    private final ProxyFixture far = new ProxyFixture(
            Registry.builder().metadata(metadata).blobs(new MemoryBlobStore()), UnaryOperator.identity());

    @AfterEach
    void close() {
        full.set(false);
        far.close();
        metadata.close();
    }

    @Test
    void storeThatTakesNoEventKeepsNobodyFromWhatIsStored() {
        far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
        assertThat(far.versions()).containsExactly("1.0");

        far.upstream.status("app", 500);
        far.fixture.pass(Duration.ofHours(1));
        full.set(true);

        assertThat(far.versions()).containsExactly("1.0");
    }

    @Test
    void storeThatTakesNoConfirmationKeepsNobodyFromWhatIsStored() {
        far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n", "ETag: \"a\"");
        assertThat(far.versions()).containsExactly("1.0");

        far.upstream.status("app", 304);
        far.fixture.pass(Duration.ofHours(1));
        full.set(true);

        assertThat(far.versions()).containsExactly("1.0");
    }

    @Test
    void storeThatTakesNothingNewKeepsNobodyFromWhatIsStoredAndTakesItLater() {
        far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
        assertThat(far.versions()).containsExactly("1.0");

        far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n1.1 2020-01-01T00:00:00Z\n");
        far.fixture.pass(Duration.ofHours(1));
        full.set(true);
        assertThat(far.versions()).containsExactly("1.0");

        full.set(false);
        assertThat(far.versions()).containsExactly("1.0", "1.1");
    }

    @Test
    void storeThatTakesNoAgesKeepsNobodyFromWhatIsStored() {
        far.upstream.at("app", "1.0 ?\n");
        assertThat(far.versions()).containsExactly("1.0");
        far.upstream.at("app/1.0/app.bin", "", "Last-Modified: Wed, 01 Jan 2020 00:00:00 GMT");
        far.fixture
                .registry()
                .update(ProxyFixture.definition("far", far.upstream, UnaryOperator.identity())
                        .policies(Policies.none().minimumAge(Duration.ofMinutes(1))));
        far.fixture.pass(Duration.ofHours(1));
        full.set(true);

        assertThat(far.versions()).containsExactly("1.0");
    }
}
