/**
 * Rows: the interface every metadata store implements, and the records it reads and writes. Formats and hosts do not use
 * these rows; they use views and publications.
 */
@NullMarked
package io.artispace.metadata;

import org.jspecify.annotations.NullMarked;
