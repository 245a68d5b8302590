/** Rules for the compiled classes: which module and package may use which, and what a library may not do in somebody's process. */
@NullMarked
package io.artispace.integration.walls;

import org.jspecify.annotations.NullMarked;
