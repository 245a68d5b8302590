/**
 * What npm packs packages into: {@link io.artispace.format.npm.tarball.TarballInspector} looks into the tarballs that are published,
 * {@link io.artispace.format.npm.tarball.PackageDirectory} packs a directory into one.
 */
@NullMarked
package io.artispace.format.npm.tarball;

import org.jspecify.annotations.NullMarked;
