/** Rows as views: what is stored in one repository, whatever its kind. */
@NullMarked
package io.artispace.core.view;

import org.jspecify.annotations.NullMarked;
