/**
 * Requests and responses of HTTP, independent of any server: a front turns its server's request into a {@link
 * io.artispace.exchange.Request} and writes the {@link io.artispace.exchange.Response} back.
 */
@NullMarked
package io.artispace.exchange;

import org.jspecify.annotations.NullMarked;
