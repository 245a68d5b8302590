/** What one proxy consists of: its definition, what is stored of its upstream, in rows, and the client that asks it. */
@NullMarked
package io.artispace.core.proxy.state;

import org.jspecify.annotations.NullMarked;
