package io.artispace.core.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Registry;
import io.artispace.StorageFailedException;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.FaultyMetadataStore;
import io.artispace.testkit.FaultyMetadataStore.Moment;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stored is served, whatever else fails besides the upstream. */
@Timeout(60)
class StaleServingTest {
    @Test
    void storeThatTakesNoEventKeepsNobodyFromWhatIsStored() {
        AtomicBoolean full = new AtomicBoolean();
        FaultyMetadataStore metadata = new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> {
            if (moment == Moment.BEFORE_WRITE && full.get()) {
                throw new StorageFailedException("The disk is full.");
            }
        });
        try (ProxyFixture far = new ProxyFixture(
                Registry.builder().metadata(metadata).blobs(new MemoryBlobStore()), UnaryOperator.identity())) {
            far.upstream.at("app", "1.0 2020-01-01T00:00:00Z\n");
            assertThat(far.versions()).containsExactly("1.0");

            far.upstream.status("app", 500);
            far.fixture.pass(Duration.ofHours(1));
            full.set(true);

            assertThat(far.versions()).containsExactly("1.0");
            full.set(false);
        }
    }
}
