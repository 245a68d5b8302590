/** SQLite, in a file or in memory: its connections, its transactions, and how its processes learn of each other's commits. */
@NullMarked
package io.artispace.metadata.jdbc.sqlite;

import org.jspecify.annotations.NullMarked;
