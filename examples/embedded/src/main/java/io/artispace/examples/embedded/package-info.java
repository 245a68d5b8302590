/** A registry inside another program. */
@NullMarked
package io.artispace.examples.embedded;

import org.jspecify.annotations.NullMarked;
