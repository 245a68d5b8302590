/** Repositories for npm, pnpm, yarn and bun: the protocol, what a publish records, packuments, and the same without HTTP. */
@NullMarked
package io.artispace.format.npm;

import org.jspecify.annotations.NullMarked;
