package io.artispace.metadata.jdbc;

import io.artispace.InvalidInputException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections by one driver, which is looked for in our own class loader: {@link java.sql.DriverManager} finds none in that of a
 * plugin.
 */
final class DriverDataSource implements DataSource {
    private final Driver driver;
    private final String url;
    private final Properties properties;

    private DriverDataSource(Driver driver, String url, Properties properties) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
    }

    /**
     * Finds a driver.
     *
     * @param className the driver's class
     * @param coordinates the Maven coordinates of the artifact that has it
     * @throws InvalidInputException if the driver is missing
     */
    static DriverDataSource of(String className, String coordinates, String url, Properties properties) {
        try {
            Class<?> driver = Class.forName(className, true, DriverDataSource.class.getClassLoader());
            return new DriverDataSource((Driver) driver.getDeclaredConstructor().newInstance(), url, properties);
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(
                    "Cannot open the metadata store at " + ServerLocation.withoutSecrets(url)
                            + ": its driver is missing. Add " + coordinates + " to the class path or module path.",
                    e);
        } catch (ReflectiveOperationException e) {
            throw new InvalidInputException(
                    "Cannot open the metadata store: the driver " + className + " does not start. Replace "
                            + coordinates + " by its newest release.",
                    e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, (Properties) properties.clone());
        if (connection == null) {
            throw new SQLException("The driver does not know this kind of URL.", "08001");
        }
        return connection;
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("This data source wraps none.");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
