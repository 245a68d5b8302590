package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Servers;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Locations of database servers that cannot be opened, and what the user is told. */
class ServerLocationTest {
    @Test
    void missingDriverIsNamedWithItsCoordinatesAndWithoutThePassword() {
        URI location = URI.create("jdbc:mysql://db.example.com/artispace?user=ann&password=secret");

        assertThatThrownBy(() -> new JdbcMetadataStoreProvider().open(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("com.mysql:mysql-connector-j")
                .hasMessageContaining("jdbc:mysql://db.example.com/artispace")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void unknownKindOfDatabaseIsRefusedWithThoseThatAreKnown() {
        URI location = URI.create("jdbc:oracle:thin:ann/secret@db.example.com");

        assertThatThrownBy(() -> new JdbcMetadataStoreProvider().open(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("jdbc:postgresql:")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void missingDatabaseIsSaidToBeSo() {
        String location = Servers.newPostgresDatabase();

        assertThatThrownBy(() ->
                        new JdbcMetadataStoreProvider().open(URI.create(location.replace("/postgres?", "/nothere?"))))
                .hasMessageContaining("no database of that name");
    }
}
