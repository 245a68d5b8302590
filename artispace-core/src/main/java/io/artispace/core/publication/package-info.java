/** The one way to write: recorded changes of packages become bytes and rows, all or none of them. */
@NullMarked
package io.artispace.core.publication;

import org.jspecify.annotations.NullMarked;
