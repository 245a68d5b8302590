/** JSON, read within limits from untrusted senders, and written for clients; no other package of this module creates a parser. */
@NullMarked
package io.artispace.format.npm.json;

import org.jspecify.annotations.NullMarked;
