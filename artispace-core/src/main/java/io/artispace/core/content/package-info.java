/** Bytes on their way into the blob store and out of it, with their digests computed and compared. */
@NullMarked
package io.artispace.core.content;

import org.jspecify.annotations.NullMarked;
