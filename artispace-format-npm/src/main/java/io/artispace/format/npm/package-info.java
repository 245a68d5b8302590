/** The implementation. */
@NullMarked
package io.artispace.format.npm;

import org.jspecify.annotations.NullMarked;
