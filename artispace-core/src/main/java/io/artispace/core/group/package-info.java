/** Groups: several repositories seen as one. */
@NullMarked
package io.artispace.core.group;

import org.jspecify.annotations.NullMarked;
