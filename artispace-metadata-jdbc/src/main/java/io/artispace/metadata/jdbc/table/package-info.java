/**
 * What a transaction reads and writes: a class for each table with its SQL, used by {@link io.artispace.metadata.jdbc.table.JdbcReader} and
 * {@link io.artispace.metadata.jdbc.table.JdbcWriter}.
 */
@NullMarked
package io.artispace.metadata.jdbc.table;

import org.jspecify.annotations.NullMarked;
