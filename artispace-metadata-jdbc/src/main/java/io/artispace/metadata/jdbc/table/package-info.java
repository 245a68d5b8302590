/** What a work reads and writes: each table with its SQL, behind {@link io.artispace.metadata.jdbc.table.JdbcReader} and {@link io.artispace.metadata.jdbc.table.JdbcWriter}. */
@NullMarked
package io.artispace.metadata.jdbc.table;

import org.jspecify.annotations.NullMarked;
