/** Versions in Maven's order, and ranges of them. */
@NullMarked
package io.artispace.format.maven.version;

import org.jspecify.annotations.NullMarked;
