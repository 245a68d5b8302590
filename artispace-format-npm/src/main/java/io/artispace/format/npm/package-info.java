/**
 * Repositories for npm, pnpm, yarn and bun. {@link io.artispace.format.npm.NpmFormat} answers the clients, {@link io.artispace.format.npm.Npm} the
 * callers without HTTP; {@code endpoint} has the protocol, {@code packument} what is kept of a package and rendered from it. How upstreams are asked and
 * read ({@code NpmCodec}), and what is fetched ahead ({@code Prefetch}), is in this package.
 */
@NullMarked
package io.artispace.format.npm;

import org.jspecify.annotations.NullMarked;
