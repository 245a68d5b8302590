/** Database servers: their connections, their transactions, what becomes of those whose answer is lost, and PostgreSQL and MariaDB themselves. */
@NullMarked
package io.artispace.metadata.jdbc.server;

import org.jspecify.annotations.NullMarked;
