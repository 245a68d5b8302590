/** Proxies: what they know of remote registries, in rows, and how it is asked for, checked and stored. */
@NullMarked
package io.artispace.core.proxy;

import org.jspecify.annotations.NullMarked;
