/** Checksums: as files and headers have them, and those that were uploaded before the file that they are of. */
@NullMarked
package io.artispace.format.maven.checksum;

import org.jspecify.annotations.NullMarked;
