/** The memory that a registry's caches share, with its limit, and temporary files for what is too large for it. */
@NullMarked
package io.artispace.core.cache;

import org.jspecify.annotations.NullMarked;
