/**
 * What a build needs, found out and fetched before it runs: {@link io.artispace.format.maven.prefetch.Prefetch} is the door. POMs are read
 * ({@code ModelReader}), put together with their parents and imports ({@code ModelBuilder}), and followed from one to the next ({@code DependencyWalk}); what
 * that needs is fetched by {@code Supplies}. Of the package above, coordinates and what they resolve to are known here, and nothing of the protocol.
 */
@NullMarked
package io.artispace.format.maven.prefetch;

import org.jspecify.annotations.NullMarked;
