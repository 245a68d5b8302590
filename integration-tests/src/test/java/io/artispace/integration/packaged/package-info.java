/** The jars as an embedder gets them: how many there are, their size, and that they run on the class path and on the module path. */
@NullMarked
package io.artispace.integration.packaged;

import org.jspecify.annotations.NullMarked;
