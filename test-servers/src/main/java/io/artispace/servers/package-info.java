/** Servers that tests and benchmarks of several modules start. */
@NullMarked
package io.artispace.servers;

import org.jspecify.annotations.NullMarked;
