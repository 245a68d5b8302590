/**
 * Repositories for npm, pnpm, yarn and bun. {@link io.artispace.format.npm.NpmFormat} answers the clients,
 * {@link io.artispace.format.npm.Npm} the callers without HTTP; {@code endpoint} has the protocol, {@code packument} what is kept of a
 * package and rendered from it, {@code upstream} how upstreams are asked and read, and {@code prefetch} what is fetched ahead.
 */
@NullMarked
package io.artispace.format.npm;

import org.jspecify.annotations.NullMarked;
