/**
 * Statements: how they are run, how each database words them, and what their failures mean. {@link io.artispace.metadata.jdbc.sql.Dialect}
 * has what differs between databases.
 */
@NullMarked
package io.artispace.metadata.jdbc.sql;

import org.jspecify.annotations.NullMarked;
