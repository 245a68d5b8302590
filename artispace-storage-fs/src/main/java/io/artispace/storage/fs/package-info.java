/** Blob stores that need nothing but the JDK: one keeps its blobs in files, one in memory. */
@NullMarked
package io.artispace.storage.fs;

import org.jspecify.annotations.NullMarked;
