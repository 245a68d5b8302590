/** Blobs in two stores at once. */
@NullMarked
package io.artispace.stores.mirror;

import org.jspecify.annotations.NullMarked;
