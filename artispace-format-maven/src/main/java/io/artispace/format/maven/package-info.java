/** The implementation. */
@NullMarked
package io.artispace.format.maven;

import org.jspecify.annotations.NullMarked;
