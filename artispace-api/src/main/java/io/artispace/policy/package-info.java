/**
 * What a repository lets through: which names may come from where, how old a version must be, what is refused and why. Values that are part
 * of a repository's definition, and the interface for rules of the host's own.
 */
@NullMarked
package io.artispace.policy;

import org.jspecify.annotations.NullMarked;
