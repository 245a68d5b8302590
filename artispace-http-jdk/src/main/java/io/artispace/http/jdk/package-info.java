/** A front on the HTTP server that every JDK has: it hands requests to a registry and writes what that answers. */
@NullMarked
package io.artispace.http.jdk;

import org.jspecify.annotations.NullMarked;
