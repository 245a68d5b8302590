/** The search for packages: how texts are split into words, and the full-text index of each database. */
@NullMarked
package io.artispace.metadata.jdbc.search;

import org.jspecify.annotations.NullMarked;
