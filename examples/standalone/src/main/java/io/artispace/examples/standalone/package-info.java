/** The registry as a program of its own. */
@NullMarked
package io.artispace.examples.standalone;

import org.jspecify.annotations.NullMarked;
