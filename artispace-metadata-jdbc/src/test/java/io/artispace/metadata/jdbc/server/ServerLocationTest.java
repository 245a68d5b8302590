package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.InvalidInputException;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Servers;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.Configuration;
import org.postgresql.ds.PGSimpleDataSource;

/** Locations of database servers: how drivers read them, and what the message says if one cannot be opened. */
class ServerLocationTest {
    @Test
    void eachDriverReadsTheSamePasswordFromItsLocation() throws Exception {
        String encoded = "://db/artispace?user=a%40b&password=p%5Ew%25%23%2B%20%C3%BC";
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(ServerLocation.url(URI.create("jdbc:postgresql" + encoded)));
        Configuration mariaDb = Configuration.parse(ServerLocation.url(URI.create("jdbc:mariadb" + encoded)));

        assertThat(postgres.getUser()).isEqualTo(mariaDb.user()).isEqualTo("a@b");
        assertThat(postgres.getPassword()).isEqualTo(mariaDb.password()).isEqualTo("p^w%#+ ü");
    }

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
    void userBeforeTheHostOfPostgresIsRefusedWithoutThePasswordAndSaidToBelongElsewhere() {
        URI location = URI.create("jdbc:postgresql://ann:secret@localhost:1/artispace");

        assertThatThrownBy(() -> new JdbcMetadataStoreProvider().open(location))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("?user=…&password=…")
                .hasNoCause()
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
    void missingDatabaseIsReported() {
        String location = Servers.newPostgresDatabase();

        assertThatThrownBy(() ->
                        new JdbcMetadataStoreProvider().open(URI.create(location.replace("/postgres?", "/nothere?"))))
                .hasMessageContaining("no database of that name");
    }

    @Test
    void databaseThatIsNotNamedIsAskedFor() {
        String location = Servers.newMariaDbDatabase().replaceFirst("/test[0-9]+", "/");

        assertThatThrownBy(() -> new JdbcMetadataStoreProvider().open(URI.create(location)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Name one");
    }
}
