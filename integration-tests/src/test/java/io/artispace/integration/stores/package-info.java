/** Stores below a whole registry that behave as few do: odd file systems, and what earlier releases have left. */
@NullMarked
package io.artispace.integration.stores;

import org.jspecify.annotations.NullMarked;
