/** XML, read from whoever sends it and written for clients; no other package of this module knows a parser. */
@NullMarked
package io.artispace.format.maven.xml;

import org.jspecify.annotations.NullMarked;
