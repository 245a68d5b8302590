/**
 * Where things are in a Maven repository: names and what they may be, paths and what they name
 * ({@link io.artispace.format.maven.layout.Layout}), and the builds of snapshots. Nothing here knows of requests.
 */
@NullMarked
package io.artispace.format.maven.layout;

import org.jspecify.annotations.NullMarked;
