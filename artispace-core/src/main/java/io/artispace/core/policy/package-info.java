/** Policies as filters from what a repository knows to what it shows. */
@NullMarked
package io.artispace.core.policy;

import org.jspecify.annotations.NullMarked;
