/**
 * Remote registries that proxy repositories stand for: where they are, how they are asked, and what is known of their health.
 */
@NullMarked
package io.artispace.upstream;

import org.jspecify.annotations.NullMarked;
