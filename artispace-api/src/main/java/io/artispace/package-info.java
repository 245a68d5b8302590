/**
 * The registry and its repositories, as a program that embeds ArtiSpace sees them: open a {@link io.artispace.Registry},
 * create a {@link io.artispace.Repository}, write through a {@link io.artispace.Publication}, read a
 * {@link io.artispace.PackageView}.
 */
@NullMarked
package io.artispace;

import org.jspecify.annotations.NullMarked;
