package io.artispace.stores.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.blob.BlobSizeException;
import io.artispace.storage.fs.MemoryBlobStore;
import io.artispace.testkit.Content;
import io.artispace.testkit.FaultyBlobStore.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a cache keeps, how much of it, and what is left after a restart. */
class CachedBlobStoreTest extends CacheFixture {
    @Test
    void blobOfKnownSizeIsFetchedOnceAndAskedForNoMore() throws IOException {
        Content content = stored(300_000, 1);
        for (int i = 0; i < 2; i++) {
            try (InputStream in = cache.handle(content.sha256(), content.size()).open()) {
                assertThat(in.readAllBytes()).isEqualTo(content.bytes());
            }
        }

        assertThat(origin.calls(Step.FIND)).isEqualTo(1);
        assertThat(fetches()).isEqualTo(1);
        assertThat(cache.statistics().hits()).isEqualTo(1);
        assertThatThrownBy(() -> cache.handle(content.sha256(), 5).open()).isInstanceOf(BlobSizeException.class);
    }

    @Test
    void secondReadAsksTheOriginNothing() throws IOException {
        Content content = stored(200_000, 1);
        assertThat(read(content)).isEqualTo(content.bytes());
        origin.heal();

        assertThat(read(content)).isEqualTo(content.bytes());

        assertThat(origin.calls(Step.FIND)).isZero();
        assertThat(fetches()).isZero();
        assertThat(cache.statistics()).isEqualTo(new CacheStatistics(1, 1, 1, 200_000));
    }

    @Test
    void copyOffersItsPathAndServesRanges() throws IOException {
        Content content = stored(200_000, 1);
        assertThat(find(content).path()).isEmpty();
        read(content);

        assertThat(find(content).path()).contains(copyOf(content));
        try (InputStream range = find(content).open(150_000, 1000)) {
            assertThat(range.readAllBytes()).isEqualTo(content.bytes(150_000, 1000));
        }
        assertThat(fetches()).isEqualTo(1);
    }

    @Test
    void handleThatWasFoundBeforeTheFetchOffersThePathAfterIt() throws IOException {
        Content content = stored(200_000, 1);
        var before = find(content);
        read(content);

        assertThat(before.path()).contains(copyOf(content));
    }

    @Test
    void rangeOfABlobThatIsNotHeldIsPassedThroughAndNotKept() throws IOException {
        Content content = stored(200_000, 1);

        try (InputStream range = find(content).open(10, 1000)) {
            assertThat(range.readAllBytes()).isEqualTo(content.bytes(10, 1000));
        }

        assertThat(cache.statistics().blobs()).isZero();
    }

    @Test
    void readThatIsLeftEarlyLeavesNothing() throws IOException {
        Content content = stored(500_000, 1);

        try (InputStream in = find(content).open()) {
            assertThat(in.readNBytes(200_000)).isEqualTo(content.bytes(0, 200_000));
            assertThat(unfinished()).hasSize(1);
        }

        assertThat(unfinished()).isEmpty();
        assertThat(cache.statistics().bytes()).isZero();
        assertThat(read(content)).isEqualTo(content.bytes());
    }

    @Test
    void blobUsedLongestAgoGoesFirst() throws IOException {
        Content first = stored(400_000, 1);
        Content second = stored(400_000, 2);
        Content third = stored(400_000, 3);
        read(first);
        read(second);
        read(first);
        clock.advance(Duration.ofMinutes(2));

        read(third);

        assertThat(copyOf(first)).exists();
        assertThat(copyOf(second)).doesNotExist();
        assertThat(copyOf(third)).exists();
        assertThat(cache.statistics().bytes()).isEqualTo(800_000);
    }

    @Test
    void blobUsedAMomentAgoStaysAndAnotherIsPassedThrough() throws IOException {
        Content first = stored(700_000, 1);
        Content second = stored(700_000, 2);
        read(first);

        assertThat(read(second)).isEqualTo(second.bytes());

        assertThat(copyOf(first)).exists();
        assertThat(copyOf(second)).doesNotExist();
        assertThat(cache.statistics().bytes()).isEqualTo(700_000);
    }

    @Test
    void clockThatIsSetBackDoesNotKeepWhatIsThereForEver() throws IOException {
        Content first = stored(700_000, 1);
        Content second = stored(700_000, 2);
        read(first);
        clock.advance(Duration.ofDays(-1));

        assertThat(read(second)).isEqualTo(second.bytes());

        assertThat(copyOf(first)).doesNotExist();
        assertThat(copyOf(second)).exists();
    }

    @Test
    void blobLargerThanTheCacheIsPassedThrough() throws IOException {
        Content small = stored(10, 1);
        Content large = stored((int) LIMIT + 1, 2);
        read(small);
        clock.advance(Duration.ofMinutes(2));

        assertThat(read(large)).isEqualTo(large.bytes());

        assertThat(copyOf(small)).exists();
        assertThat(copyOf(large)).doesNotExist();
    }

    @Test
    void restartKeepsWhatIsHeldAndWhichWasUsedLast() throws IOException {
        Content first = stored(400_000, 1);
        Content second = stored(400_000, 2);
        read(first);
        read(second);
        clock.advance(Duration.ofHours(2));
        find(first);
        clock.advance(Duration.ofHours(2));

        reopen(500_000);

        assertThat(copyOf(first)).exists();
        assertThat(copyOf(second)).doesNotExist();
        assertThat(read(first)).isEqualTo(first.bytes());
        assertThat(cache.statistics().hits()).isEqualTo(1);
    }

    @Test
    void copyThatWasCutShortOrAlteredWhileNobodyLookedIsFoundOutAfterARestart() throws IOException {
        Content cut = stored(200_000, 1);
        Content altered = stored(200_000, 2);
        read(cut);
        read(altered);
        Files.write(copyOf(cut), cut.bytes(0, 1000));
        Files.write(copyOf(altered), Content.random(200_000, 3).bytes());

        reopen(LIMIT);

        assertThat(read(cut)).isEqualTo(cut.bytes());
        assertThat(read(altered)).isEqualTo(altered.bytes());
        assertThat(copyOf(altered)).hasBinaryContent(altered.bytes());
        assertThat(cache.statistics()).isEqualTo(new CacheStatistics(0, 2, 2, 400_000));
    }

    @Test
    void copyThatIsAlteredMeanwhileIsFoundOutByItsTimeOrSize() throws IOException {
        Content content = stored(200_000, 1);
        read(content);
        Files.write(copyOf(content), Content.random(200_000, 3).bytes());
        Files.setLastModifiedTime(copyOf(content), FileTime.from(clock.instant().plusSeconds(5)));

        assertThat(read(content)).isEqualTo(content.bytes());
        assertThat(fetches()).isEqualTo(2);
    }

    @Test
    void fetchesOfAProcessThatDiedAreRemoved() throws IOException {
        cache.close();
        Path left = Files.writeString(directory.resolve("fetching").resolve("left"), "half");

        cache = CachedBlobStore.open(new MemoryBlobStore(), directory, LIMIT, clock);

        assertThat(left).doesNotExist();
    }

    @Test
    void twoCachesCannotUseOneDirectory() {
        assertThatThrownBy(() -> CachedBlobStore.open(new MemoryBlobStore(), directory, LIMIT, clock))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give each its own");
    }

    @Test
    void anotherProcessCannotUseTheDirectoryAlsoAfterASecondCacheOfThisOneWasRefused() throws Exception {
        assertThat(CacheProcess.run(directory)).isEqualTo(CacheProcess.REFUSED);

        twoCachesCannotUseOneDirectory();

        assertThat(CacheProcess.run(directory)).isEqualTo(CacheProcess.REFUSED);
        cache.close();
        assertThat(CacheProcess.run(directory)).isZero();
    }

    @Test
    void deletionThroughTheCacheIsSeenAtOnceAlsoByARunningFetch() throws IOException {
        Content kept = stored(200_000, 1);
        Content running = stored(500_000, 2);
        read(kept);
        InputStream in = find(running).open();
        in.readNBytes(1000);

        cache.delete(kept.sha256());
        cache.delete(running.sha256());
        in.transferTo(java.io.OutputStream.nullOutputStream());
        in.close();

        assertThat(cache.find(kept.sha256())).isEmpty();
        assertThat(cache.find(running.sha256())).isEmpty();
        assertThat(cache.statistics().bytes()).isZero();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void blobThatIsMissingAtTheOriginIsMissingThereForWhoAsksTheOrigin() throws IOException {
        Content content = stored(200_000, 1);
        read(content);
        memory.delete(content.sha256());

        assertThat(cache.find(content.sha256())).isPresent();
        assertThat(cache.origin().find(content.sha256())).isEmpty();
    }

    @Test
    void filesOfOthersInTheDirectoryAreLeftAlone() throws IOException {
        Path others = Files.writeString(directory.resolve("blobs").resolve("README"), "not ours");

        reopen(1);

        assertThat(others).exists();
        try (Stream<?> listed = cache.list()) {
            assertThat(listed).isEmpty();
        }
    }
}
