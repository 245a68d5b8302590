/** The npm clients people use, against a registry. */
@NullMarked
package io.artispace.integration.npm;

import org.jspecify.annotations.NullMarked;
