/** The Maven clients people use, against a registry. */
@NullMarked
package io.artispace.integration.maven;

import org.jspecify.annotations.NullMarked;
