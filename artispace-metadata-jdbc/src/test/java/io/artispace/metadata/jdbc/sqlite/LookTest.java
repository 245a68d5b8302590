package io.artispace.metadata.jdbc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.UserRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at a database in a file, unlike a read, is no transaction. */
class LookTest {
    private static final UserRow ANN = new UserRow("ann", "hash", "READ", Instant.EPOCH, Map.of());

    @TempDir
    Path directory;

    private PooledTransactions transactions;

    @BeforeEach
    void open() {
        transactions = PooledTransactions.open(directory.resolve("artispace.db"));
    }

    @AfterEach
    void close() {
        transactions.close();
    }

    @Test
    void eachQuestionOfALookIsAnsweredByWhatWasCommittedBeforeIt() {
        List<Boolean> found = transactions.look(reader -> {
            boolean before = reader.findUser("ann").isPresent();
            writeAnn();
            return List.of(before, reader.findUser("ann").isPresent());
        });

        assertThat(found).containsExactly(false, true);
    }

    @Test
    void allQuestionsOfAReadAreAnsweredByWhatWasCommittedBeforeTheFirst() {
        List<Boolean> found = transactions.read(reader -> {
            boolean before = reader.findUser("ann").isPresent();
            writeAnn();
            return List.of(before, reader.findUser("ann").isPresent());
        });

        assertThat(found).containsExactly(false, false);
    }

    private void writeAnn() {
        CompletableFuture.runAsync(() -> transactions.write(writer -> {
                    writer.putUser(ANN);
                    return ANN;
                }))
                .join();
    }
}
