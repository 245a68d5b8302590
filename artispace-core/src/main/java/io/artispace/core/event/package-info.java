/** Events after commit: telling the host's listeners, and reading the durable log. */
@NullMarked
package io.artispace.core.event;

import org.jspecify.annotations.NullMarked;
