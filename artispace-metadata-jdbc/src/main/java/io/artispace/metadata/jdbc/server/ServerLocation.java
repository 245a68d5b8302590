package io.artispace.metadata.jdbc.server;

import io.artispace.InvalidInputException;
import io.artispace.Quote;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A database server, by the URL of its JDBC driver, such as
 * {@code jdbc:postgresql://db.example.com/artispace?user=artispace&password=secret}. All of the URL is the driver's to read.
 */
public enum ServerLocation {
    POSTGRESQL("jdbc:postgresql:", "org.postgresql.ds.PGSimpleDataSource", "org.postgresql:postgresql"),
    MARIADB("jdbc:mariadb:", "org.mariadb.jdbc.MariaDbDataSource", "org.mariadb.jdbc:mariadb-java-client"),
    MYSQL("jdbc:mysql:", "com.mysql.cj.jdbc.MysqlDataSource", "com.mysql:mysql-connector-j");

    private static final Pattern USER_BEFORE_HOST = Pattern.compile("^[^/?]*//[^/?]*@");

    private final String scheme;
    private final String dataSource;
    private final String coordinates;

    ServerLocation(String scheme, String dataSource, String coordinates) {
        this.scheme = scheme;
        this.dataSource = dataSource;
        this.coordinates = coordinates;
    }

    public String scheme() {
        return scheme;
    }

    public static ServerLocation of(String url) {
        for (ServerLocation location : values()) {
            if (url.toLowerCase(Locale.ROOT).startsWith(location.scheme)) {
                return location;
            }
        }
        String kind = url.substring(0, Math.max(url.indexOf(':', url.indexOf(':') + 1), 0));
        throw new InvalidInputException("Cannot open the metadata store at " + Quote.of(kind)
                + ": this kind of database is not known. Use sqlite:, jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:.");
    }

    /**
     * Returns the URL for the driver of a location, in which special characters are percent-encoded. Of the drivers, MariaDB's alone takes
     * each value as it stands.
     */
    public static String url(URI location) {
        if (of(location.toString()) != MARIADB) {
            return location.toString();
        }
        String fragment = location.getFragment() == null ? "" : '#' + location.getFragment();
        return location.getScheme() + ':' + location.getSchemeSpecificPart() + fragment;
    }

    public ServerDialect dialect() {
        return this == POSTGRESQL ? new PostgresDialect() : new MariaDbDialect();
    }

    /**
     * Returns the driver's own data source, from our own class loader, since {@code DriverManager} does not find drivers in a plugin's. No
     * connection is opened yet.
     *
     * @throws InvalidInputException if the driver is missing, or would not understand the URL
     */
    public DataSource dataSource(String url) {
        if (this == POSTGRESQL && USER_BEFORE_HOST.matcher(url).find()) {
            // The driver would look up all of it as the host, and name it in its exceptions and its log.
            throw new InvalidInputException(
                    "Cannot open the metadata store at " + withoutSecrets(url)
                            + ": PostgreSQL's driver takes no user before the host. Write ?user=…&password=… behind the database.");
        }
        try {
            Class<?> type = Class.forName(dataSource, true, ServerLocation.class.getClassLoader());
            Object found = type.getDeclaredConstructor().newInstance();
            type.getMethod("setUrl", String.class).invoke(found, withKeepAlive(url));
            return (DataSource) found;
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(
                    "Cannot open the metadata store at " + withoutSecrets(url) + ": its driver is missing. Add "
                            + coordinates + " to the class path or module path.",
                    e);
        } catch (ReflectiveOperationException e) {
            // Without the cause, whose message may hold the whole URL.
            throw new InvalidInputException(
                    "Cannot open the metadata store at " + withoutSecrets(url) + ": its driver, " + coordinates
                            + ", does not understand this URL. Write it as the driver's documentation says.");
        }
    }

    /** Adds settings by which a driver notices that the server is gone, unless the URL has its own. */
    private String withKeepAlive(String url) {
        if (this != POSTGRESQL || url.contains("tcpKeepAlive")) {
            return url;
        }
        return url + (url.contains("?") ? '&' : '?') + "tcpKeepAlive=true";
    }

    /** Passwords stand before an {@code @} or after a question mark. */
    static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        String shown = query < 0 ? url : url.substring(0, query);
        return Quote.of(shown.replaceFirst("//[^/]*@", "//***@"));
    }
}
