/** Tells caches of repositories, users and tokens when these have to be read again. */
@NullMarked
package io.artispace.core.configuration;

import org.jspecify.annotations.NullMarked;
