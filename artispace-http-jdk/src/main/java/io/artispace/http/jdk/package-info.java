/** The implementation. */
@NullMarked
package io.artispace.http.jdk;

import org.jspecify.annotations.NullMarked;
