/** Moving a registry from one pair of stores to another while it serves. */
@NullMarked
package io.artispace.stores.move;

import org.jspecify.annotations.NullMarked;
