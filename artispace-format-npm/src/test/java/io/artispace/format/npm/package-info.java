/** Tests of the npm format: its parts alone, and requests to a registry in memory. */
@NullMarked
package io.artispace.format.npm;

import org.jspecify.annotations.NullMarked;
