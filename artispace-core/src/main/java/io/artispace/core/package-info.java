/** The registry itself. {@code CoreRegistry} wires the packages below this one together. */
@NullMarked
package io.artispace.core;

import org.jspecify.annotations.NullMarked;
