/**
 * From a request to a response: what HTTP asks of every repository, decided once for all formats. {@link
 * io.artispace.core.exchange.RequestHandler} holds the map.
 */
@NullMarked
package io.artispace.core.exchange;

import org.jspecify.annotations.NullMarked;
