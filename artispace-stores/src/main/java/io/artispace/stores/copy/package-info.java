/** Reading and copying blobs that are in two stores, or shall be; shared by the packages of this module, and not exported. */
@NullMarked
package io.artispace.stores.copy;

import org.jspecify.annotations.NullMarked;
