/** The implementation. */
@NullMarked
package io.artispace.testkit;

import org.jspecify.annotations.NullMarked;
