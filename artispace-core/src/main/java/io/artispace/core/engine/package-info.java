/** What all repositories of a registry share, the look-ups that requests repeat, and when what is cached has to be read again. */
@NullMarked
package io.artispace.core.engine;

import org.jspecify.annotations.NullMarked;
