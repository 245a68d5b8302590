/** Checksums: as they are written in files and headers, and those that were uploaded before their file. */
@NullMarked
package io.artispace.format.maven.checksum;

import org.jspecify.annotations.NullMarked;
