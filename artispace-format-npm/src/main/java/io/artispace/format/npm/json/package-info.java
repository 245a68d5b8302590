/** JSON, read within limits from whoever sends it, and written for clients; no other package of this module makes a parser. */
@NullMarked
package io.artispace.format.npm.json;

import org.jspecify.annotations.NullMarked;
