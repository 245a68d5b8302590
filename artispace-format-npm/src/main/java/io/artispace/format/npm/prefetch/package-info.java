/** Fetches ahead what is going to be asked for: versions, or what a lock file pins down. A class reads each kind of lock file. */
@NullMarked
package io.artispace.format.npm.prefetch;

import org.jspecify.annotations.NullMarked;
