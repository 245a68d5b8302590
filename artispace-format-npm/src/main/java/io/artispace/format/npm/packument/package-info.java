/**
 * How a package of npm is kept: its names and versions, what a publish records ({@link io.artispace.format.npm.packument.Publisher}), what
 * may change later, and the packument that is rendered from it ({@link io.artispace.format.npm.packument.Packument}). Nothing here knows of
 * requests.
 */
@NullMarked
package io.artispace.format.npm.packument;

import org.jspecify.annotations.NullMarked;
