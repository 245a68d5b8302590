/** Locations that contain other locations, such as {@code cache:s3://…#…}; shared by the providers of this module, and not exported. */
@NullMarked
package io.artispace.stores.location;

import org.jspecify.annotations.NullMarked;
