/** What the registry's configuration is at, for everything that keeps a part of it in memory. */
@NullMarked
package io.artispace.core.configuration;

import org.jspecify.annotations.NullMarked;
