/** Several pieces of work of which each is done, or ended, whatever becomes of the others. */
@NullMarked
package io.artispace.core.work;

import org.jspecify.annotations.NullMarked;
