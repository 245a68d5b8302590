/** What a host runs now and then: collection of garbage, verification, repair. */
@NullMarked
package io.artispace.core.maintenance;

import org.jspecify.annotations.NullMarked;
