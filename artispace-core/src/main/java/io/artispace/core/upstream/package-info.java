/** Proxies: they ask remote registries and store what these answer. */
@NullMarked
package io.artispace.core.upstream;

import org.jspecify.annotations.NullMarked;
