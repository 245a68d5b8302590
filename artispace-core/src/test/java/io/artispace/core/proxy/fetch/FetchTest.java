package io.artispace.core.proxy.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.FilePath;
import io.artispace.UpstreamFailedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FetchTest {
    private final Fetch fetch = new Fetch(FilePath.of("app/1.0/app.bin"));

    @Test
    void fetchThatFailedBeforeItsFirstByteTakesNoReaders() throws InterruptedException {
        Feed early = fetch.join().orElseThrow();
        fetch.begin(1_000_000);
        fetch.failed(new UpstreamFailedException("on purpose"));

        assertThat(fetch.join()).isEmpty();
        assertThat(early.take()).isNull();
        assertThat(fetch.awaitBegin()).hasValue(1_000_000);
        assertThatThrownBy(fetch::awaitStored)
                .isInstanceOf(UpstreamFailedException.class)
                .hasMessage("on purpose");
    }

    @Test
    void fetchThatEndedWithoutAByteTakesNoReaders() throws InterruptedException {
        Feed early = fetch.join().orElseThrow();
        fetch.ended(Optional.empty());

        assertThat(fetch.join()).isEmpty();
        assertThat(early.take()).isNull();
        assertThat(fetch.awaitStored()).isEmpty();
    }
}
