/** Definitions of repositories as rows and back, and what has to be true of a group among the others. */
@NullMarked
package io.artispace.core.definition;

import org.jspecify.annotations.NullMarked;
