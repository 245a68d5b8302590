/** The implementation. */
@NullMarked
package io.artispace.storage.fs;

import org.jspecify.annotations.NullMarked;
