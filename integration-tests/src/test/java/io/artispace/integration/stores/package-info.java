/** A whole registry on unusual stores: odd file systems, and stores that earlier releases have written. */
@NullMarked
package io.artispace.integration.stores;

import org.jspecify.annotations.NullMarked;
