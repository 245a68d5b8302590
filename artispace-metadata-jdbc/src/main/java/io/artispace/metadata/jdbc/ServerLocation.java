package io.artispace.metadata.jdbc;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * A database server, by the URL of its JDBC driver, such as
 * {@code jdbc:postgresql://db.example.com/artispace?user=artispace&password=secret}. All of the URL is the driver's to read.
 */
enum ServerLocation {
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.Driver", "org.postgresql:postgresql"),
    MARIADB("jdbc:mariadb:", "org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client"),
    MYSQL("jdbc:mysql:", "com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j");

    private final String scheme;
    private final String driver;
    private final String coordinates;

    ServerLocation(String scheme, String driver, String coordinates) {
        this.scheme = scheme;
        this.driver = driver;
        this.coordinates = coordinates;
    }

    String scheme() {
        return scheme;
    }

    static ServerLocation of(String url) {
        for (ServerLocation location : values()) {
            if (url.toLowerCase(Locale.ROOT).startsWith(location.scheme)) {
                return location;
            }
        }
        String kind = url.substring(0, Math.max(url.indexOf(':', url.indexOf(':') + 1), 0));
        throw new InvalidInputException("Cannot open the metadata store at " + Quote.of(kind)
                + ": this kind of database is not known. Use sqlite:, jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:.");
    }

    Dialect dialect() {
        return this == POSTGRESQL ? new PostgresDialect() : new MariaDbDialect();
    }

    /** Returns what opens connections; no connection is opened yet. */
    DataSource dataSource(String url) {
        Properties properties = new Properties();
        if (this == POSTGRESQL) {
            properties.setProperty("ApplicationName", "artispace");
            properties.setProperty("tcpKeepAlive", "true");
        }
        return DriverDataSource.of(driver, coordinates, url, properties);
    }

    /** Passwords stand before an {@code @} or after a question mark. */
    static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        String shown = query < 0 ? url : url.substring(0, query);
        return Quote.of(shown.replaceFirst("//[^/]*@", "//***@"));
    }
}
