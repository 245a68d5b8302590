/**
 * The metadata store on SQLite, PostgreSQL, MariaDB and MySQL: {@link io.artispace.metadata.jdbc.JdbcMetadataStore} has the map of the
 * packages below.
 */
@NullMarked
package io.artispace.metadata.jdbc;

import org.jspecify.annotations.NullMarked;
