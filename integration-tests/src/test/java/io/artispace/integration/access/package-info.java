/** Who may do what, on every route of every format. */
@NullMarked
package io.artispace.integration.access;

import org.jspecify.annotations.NullMarked;
