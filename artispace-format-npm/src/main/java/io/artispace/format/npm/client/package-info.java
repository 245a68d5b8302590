/**
 * The configuration of the user's own npm: {@link io.artispace.format.npm.client.NpmUpstreams} finds in it the registry that a proxy may
 * fetch from.
 */
@NullMarked
package io.artispace.format.npm.client;

import org.jspecify.annotations.NullMarked;
