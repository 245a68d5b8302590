/** Repositories: what they answer from, how each is read, and what may be published into them. */
@NullMarked
package io.artispace.core.repository;

import org.jspecify.annotations.NullMarked;
