/**
 * Finds out what a build needs, and fetches it before the build runs: {@link io.artispace.format.maven.prefetch.Prefetch} is the entry.
 * POMs are read ({@code ModelReader}), put together with their parents and imports ({@code ModelBuilder}), and followed from one to the
 * next ({@code DependencyWalk}); what that needs is fetched by {@code Supplies}. Of the package above, this one uses coordinates and what
 * they resolve to, and nothing of the protocol.
 */
@NullMarked
package io.artispace.format.maven.prefetch;

import org.jspecify.annotations.NullMarked;
