/** Rendered documents: kept under the revision of their package, compressed, and known by their entity tags. */
@NullMarked
package io.artispace.core.document;

import org.jspecify.annotations.NullMarked;
