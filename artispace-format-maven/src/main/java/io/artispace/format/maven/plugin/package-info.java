/** What the jar of a Maven plugin says of itself, for the metadata of its group. */
@NullMarked
package io.artispace.format.maven.plugin;

import org.jspecify.annotations.NullMarked;
