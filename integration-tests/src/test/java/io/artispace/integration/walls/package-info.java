/** The walls between the modules and the manners of a guest in somebody's process, held over the compiled classes. */
@NullMarked
package io.artispace.integration.walls;

import org.jspecify.annotations.NullMarked;
