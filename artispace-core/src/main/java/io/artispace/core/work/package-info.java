/** Several steps of which each is carried out, or ended, even if another one fails. */
@NullMarked
package io.artispace.core.work;

import org.jspecify.annotations.NullMarked;
