package io.artispace.metadata.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A store that shares the sessions of PostgreSQL with others, transaction by transaction. */
class PoolerTest {
    private static final Pattern PORT = Pattern.compile("(?<=:)\\d+(?=/)");

    @Test
    void settingsOfASessionThatIsSharedAreNotReliedOn() throws Exception {
        String database = Servers.newPostgresDatabase();
        Matcher port = PORT.matcher(database);
        assertThat(port.find()).isTrue();
        try (TransactionPooler pooler = new TransactionPooler(Integer.parseInt(port.group()));
                MetadataStore direct = open(database);
                MetadataStore shared = open(port.replaceFirst("" + pooler.port()) + "&prepareThreshold=0")) {
            Publishing.createRepository(direct, "before");

            List<Integer> read = shared.read(reader -> aroundAChange(reader, direct, "while it read"));
            List<Integer> written = shared.write(writer -> aroundAChange(writer, direct, "while it wrote"));

            // A reader has a snapshot, a writer sees what is committed.
            assertThat(read).containsExactly(1, 1);
            assertThat(written).containsExactly(2, 3);
        }
    }

    private static List<Integer> aroundAChange(MetadataReader reader, MetadataStore other, String name) {
        int before = reader.repositories().size();
        Publishing.createRepository(other, name);
        return List.of(before, reader.repositories().size());
    }

    private static MetadataStore open(String location) {
        return new JdbcMetadataStoreProvider().open(URI.create(location));
    }
}
