package io.artispace.metadata.jdbc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.conf.ConnectionUrl;
import com.mysql.cj.conf.HostInfo;
import io.artispace.InvalidInputException;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
import io.artispace.metadata.jdbc.Servers;
import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

        HostInfo mySql = ConnectionUrl.getConnectionUrlInstance(
                        ServerLocation.url(URI.create("jdbc:mysql" + encoded)), new Properties())
                .getMainHost();

        assertThat(List.of(postgres.getUser(), mariaDb.user(), mySql.getUser())).containsOnly("a@b");
        assertThat(List.of(postgres.getPassword(), mariaDb.password(), mySql.getPassword()))
                .containsOnly("p^w%#+ ü");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql, org.postgresql:postgresql",
        "mariadb, org.mariadb.jdbc:mariadb-java-client",
        "mysql, com.mysql:mysql-connector-j"
    })
    void missingDriverIsNamedWithItsCoordinatesAndWithoutThePassword(String kind, String driver) throws Exception {
        String url = "jdbc:" + kind + "://db.example.com/artispace?user=ann&password=secret";
        try (URLClassLoader withoutDrivers = withoutDrivers()) {
            Method opening =
                    withoutDrivers.loadClass(JdbcMetadataStore.class.getName()).getMethod("openServer", String.class);

            assertThatThrownBy(() -> opening.invoke(null, url))
                    .cause()
                    .hasToString(InvalidInputException.class.getName()
                            + ": Cannot open the metadata store at \"jdbc:" + kind
                            + "://db.example.com/artispace\": its driver is missing. Add " + driver
                            + " to the class path or module path.");
        }
    }

    /** Returns a class loader of everything that these tests have, but for the drivers. */
    private static URLClassLoader withoutDrivers() throws MalformedURLException {
        List<URL> path = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!part.matches(".*(postgresql|mariadb-java-client|mysql-connector).*")) {
                path.add(Path.of(part).toUri().toURL());
            }
        }
        return new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
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
