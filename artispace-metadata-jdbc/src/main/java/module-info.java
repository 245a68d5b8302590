/**
 * Rows in SQLite, PostgreSQL, MariaDB and MySQL. A module of its own, so that a host that keeps its rows elsewhere brings neither Jdbi nor
 * a driver.
 */
module io.artispace.metadata.jdbc {
    requires transitive io.artispace;
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.zaxxer.hikari;
    requires io.leangen.geantyref;
    requires transitive java.sql;
    requires org.jdbi.v3.core;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports io.artispace.metadata.jdbc;

    provides io.artispace.spi.MetadataStoreProvider with
            io.artispace.metadata.jdbc.JdbcMetadataStoreProvider;
}
