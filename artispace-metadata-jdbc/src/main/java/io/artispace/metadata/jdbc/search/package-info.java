/** The search for packages: what a word is, and the full-text index of each database. */
@NullMarked
package io.artispace.metadata.jdbc.search;

import org.jspecify.annotations.NullMarked;
