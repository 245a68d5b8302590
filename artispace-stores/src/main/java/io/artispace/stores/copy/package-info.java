/** What the packages of this module share of reading and copying blobs that are, or shall be, in two places; not exported. */
@NullMarked
package io.artispace.stores.copy;

import org.jspecify.annotations.NullMarked;
