/** Proxies: what they know of remote registries, how that is kept current, and what of it is shown. */
@NullMarked
package io.artispace.core.proxy;

import org.jspecify.annotations.NullMarked;
