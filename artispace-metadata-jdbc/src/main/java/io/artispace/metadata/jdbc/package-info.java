/**
 * The metadata store on SQLite, PostgreSQL, MariaDB and MySQL: {@link io.artispace.metadata.jdbc.JdbcMetadataStore} has the map of the package.
 */
@NullMarked
package io.artispace.metadata.jdbc;

import org.jspecify.annotations.NullMarked;
