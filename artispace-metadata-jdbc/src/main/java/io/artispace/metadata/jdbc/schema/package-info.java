/** The schema, in scripts, and how it is brought up to date. */
@NullMarked
package io.artispace.metadata.jdbc.schema;

import org.jspecify.annotations.NullMarked;
