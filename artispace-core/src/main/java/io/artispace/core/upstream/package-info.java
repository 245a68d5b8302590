/** Asking an upstream: connections, redirects, repeats, and when it is left alone. Knows nothing of what is asked for. */
@NullMarked
package io.artispace.core.upstream;

import org.jspecify.annotations.NullMarked;
