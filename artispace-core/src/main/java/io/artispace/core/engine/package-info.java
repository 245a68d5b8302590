/** What all repositories of a registry share, and the look-ups that requests repeat. */
@NullMarked
package io.artispace.core.engine;

import org.jspecify.annotations.NullMarked;
