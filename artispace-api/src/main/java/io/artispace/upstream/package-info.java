/**
 * Remote registries that proxy repositories fetch from: where they are, how they are asked, and whether they answer.
 */
@NullMarked
package io.artispace.upstream;

import org.jspecify.annotations.NullMarked;
