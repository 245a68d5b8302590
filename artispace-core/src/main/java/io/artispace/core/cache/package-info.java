/** The one bounded memory of a registry, and the files that take what is too large for it. */
@NullMarked
package io.artispace.core.cache;

import org.jspecify.annotations.NullMarked;
