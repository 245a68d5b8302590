/** The coordinates by which a file is named, and the file that they mean. */
@NullMarked
package io.artispace.format.maven.artifact;

import org.jspecify.annotations.NullMarked;
