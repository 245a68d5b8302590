/**
 * Bytes named by their SHA-256: the interface every blob store implements, and the digests of content.
 */
@NullMarked
package io.artispace.blob;

import org.jspecify.annotations.NullMarked;
