/** The implementation. */
@NullMarked
package io.artispace.core;

import org.jspecify.annotations.NullMarked;
