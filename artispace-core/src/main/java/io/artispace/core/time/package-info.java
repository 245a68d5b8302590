/** Moments and durations, wherever something lasts for a while. */
@NullMarked
package io.artispace.core.time;

import org.jspecify.annotations.NullMarked;
