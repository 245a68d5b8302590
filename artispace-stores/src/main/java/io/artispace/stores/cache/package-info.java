/** Copies of blobs on a local disk, in front of a store that is further away. */
@NullMarked
package io.artispace.stores.cache;

import org.jspecify.annotations.NullMarked;
