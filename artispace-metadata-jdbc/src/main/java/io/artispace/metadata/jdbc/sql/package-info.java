/** The statements of a work: how they are run, in which words, and what their failures mean. {@link io.artispace.metadata.jdbc.sql.Dialect} is where databases differ. */
@NullMarked
package io.artispace.metadata.jdbc.sql;

import org.jspecify.annotations.NullMarked;
