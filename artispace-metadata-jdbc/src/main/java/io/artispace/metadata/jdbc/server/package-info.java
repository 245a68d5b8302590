/**
 * Database servers: their connections and transactions, also those whose answer is lost; and what is special to PostgreSQL and to MariaDB.
 */
@NullMarked
package io.artispace.metadata.jdbc.server;

import org.jspecify.annotations.NullMarked;
