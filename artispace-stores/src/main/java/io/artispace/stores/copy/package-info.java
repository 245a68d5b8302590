/** How blobs get from one store into another; shared by the packages of this module, and not exported. */
@NullMarked
package io.artispace.stores.copy;

import org.jspecify.annotations.NullMarked;
