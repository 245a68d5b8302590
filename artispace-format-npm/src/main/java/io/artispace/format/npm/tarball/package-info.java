/**
 * What npm packs packages into: {@link io.artispace.format.npm.tarball.TarballInspector} looks into the tarballs that are published,
 * {@link io.artispace.format.npm.tarball.PackageFiles} packs a directory, or files in memory, into one.
 */
@NullMarked
package io.artispace.format.npm.tarball;

import org.jspecify.annotations.NullMarked;
