package io.artispace.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.core.engine.ConfigurationWatch.Seen;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.UserRow;
import io.artispace.spi.MetadataStoreProvider;
import io.artispace.testkit.ForwardingMetadataStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the registry notices changes of its configuration, and how often it reads to do so. */
class ConfigurationWatchTest {
    private final Counted store = new Counted(open(URI.create("memory:/")));
    private final ConfigurationWatch watch = new ConfigurationWatch(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void readsOncePerCommit() {
        Seen first = watch.now();
        assertThat(watch.now()).isEqualTo(first);
        assertThat(store.reads).isEqualTo(1);

        publish(store);

        assertThat(watch.now().revision()).isEqualTo(first.revision());
        assertThat(watch.now().revision()).isEqualTo(first.revision());
        assertThat(store.reads).isEqualTo(2);
    }

    @Test
    void readsNothingAfterOtherCommitsWhereStoreTellsThemApart(@TempDir Path directory) {
        URI file =
                URI.create("sqlite:" + directory.resolve("artispace.db").toUri().getRawPath());
        try (Counted telling = new Counted(open(file));
                MetadataStore another = open(file)) {
            ConfigurationWatch watching = new ConfigurationWatch(telling);
            Seen first = watching.now();
            publish(telling);
            publish(another);

            assertThat(watching.now().revision()).isEqualTo(first.revision());
            assertThat(watching.now().version()).isNotEqualTo(first.version());
            assertThat(telling.reads).isEqualTo(1);

            putUser(another);

            assertThat(watching.now().revision()).isNotEqualTo(first.revision());
        }
    }

    @Test
    void seesChangeAtOnce() {
        long before = watch.now().revision();

        putUser(store);

        assertThat(watch.now().revision()).isNotEqualTo(before);
    }

    @Test
    void requestThatHasLookedDoesNotLookAgain() {
        Seen began = watch.now();
        store.questions = 0;

        assertThat(watch.since(began.version())).isEqualTo(began);
        assertThat(store.questions).isZero();
    }

    @Test
    void requestThatHasNotLookedSeesWhatWasCommitted() {
        Seen before = watch.now();
        putUser(store);
        Seen after = watch.now();

        assertThat(watch.since(OptionalLong.empty())).isEqualTo(after);
        assertThat(watch.since(before.version())).isEqualTo(after);
    }

    @Test
    void readsEachTimeWhereStoreCannotTell() {
        store.tells = false;
        watch.now();
        watch.since(OptionalLong.empty());
        putUser(store);
        long after = watch.now().revision();

        assertThat(store.reads).isEqualTo(3);
        assertThat(after).isPositive();
    }

    private static MetadataStore open(URI location) {
        return ServiceLoader.load(MetadataStoreProvider.class)
                .findFirst()
                .orElseThrow()
                .open(location);
    }

    private static void putUser(MetadataStore store) {
        store.write(writer -> {
            writer.putUser(new UserRow("alice", "hash", "READ", Instant.EPOCH, Map.of()));
            return null;
        });
    }

    /** Commits something that is no configuration. */
    private static void publish(MetadataStore store) {
        store.write(writer -> {
            writer.deleteSession("none");
            return null;
        });
    }

    private static final class Counted extends ForwardingMetadataStore {
        private int reads;
        private int questions;
        private boolean tells = true;

        Counted(MetadataStore inside) {
            super(inside);
        }

        @Override
        public <T extends @Nullable Object> T read(ReadWork<T> work) {
            reads++;
            return super.read(work);
        }

        @Override
        public OptionalLong dataVersion() {
            questions++;
            return tells ? super.dataVersion() : OptionalLong.empty();
        }

        @Override
        public OptionalLong configurationVersion() {
            return tells ? super.configurationVersion() : OptionalLong.empty();
        }
    }
}
