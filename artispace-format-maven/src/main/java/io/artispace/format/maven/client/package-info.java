/**
 * What the Maven on this machine is set up with: {@link io.artispace.format.maven.client.MavenUpstreams} finds the repository that proxies may stand
 * for.
 */
@NullMarked
package io.artispace.format.maven.client;

import org.jspecify.annotations.NullMarked;
