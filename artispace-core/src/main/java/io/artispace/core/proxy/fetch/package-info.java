/** Files of a proxy on their way from the upstream: asked for, checked, handed out meanwhile, and stored. */
@NullMarked
package io.artispace.core.proxy.fetch;

import org.jspecify.annotations.NullMarked;
