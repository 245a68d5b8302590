/** XML, read from untrusted senders and written for clients; no other package of this module uses a parser. */
@NullMarked
package io.artispace.format.maven.xml;

import org.jspecify.annotations.NullMarked;
