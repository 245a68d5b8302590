/** What the npm on this machine is set up with: {@link io.artispace.format.npm.client.NpmUpstreams} finds the registry that proxies may stand for. */
@NullMarked
package io.artispace.format.npm.client;

import org.jspecify.annotations.NullMarked;
