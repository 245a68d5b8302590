/** Proxies and groups in front of a real registry: this one, over HTTP. */
@NullMarked
package io.artispace.integration.proxy;

import org.jspecify.annotations.NullMarked;
