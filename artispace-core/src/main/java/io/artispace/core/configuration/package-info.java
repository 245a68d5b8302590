/** Tells whoever keeps repositories, users or tokens in memory when these have to be read again. */
@NullMarked
package io.artispace.core.configuration;

import org.jspecify.annotations.NullMarked;
