/** Several steps as one: at the same time, or one after the other even if one of them fails. */
@NullMarked
package io.artispace.core.steps;

import org.jspecify.annotations.NullMarked;
