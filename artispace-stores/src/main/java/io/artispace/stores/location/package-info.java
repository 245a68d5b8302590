/** Locations within locations; shared by the providers of this module, and not exported. */
@NullMarked
package io.artispace.stores.location;

import org.jspecify.annotations.NullMarked;
