/** Proxies: asking remote registries, and keeping what they answer. */
@NullMarked
package io.artispace.core.upstream;

import org.jspecify.annotations.NullMarked;
