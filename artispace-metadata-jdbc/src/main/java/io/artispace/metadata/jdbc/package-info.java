/** The implementation. */
@NullMarked
package io.artispace.metadata.jdbc;

import org.jspecify.annotations.NullMarked;
