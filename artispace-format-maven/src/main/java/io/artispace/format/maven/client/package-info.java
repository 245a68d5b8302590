/**
 * The configuration of the user's own Maven: {@link io.artispace.format.maven.client.MavenUpstreams} finds in it the repository that a
 * proxy may fetch from.
 */
@NullMarked
package io.artispace.format.maven.client;

import org.jspecify.annotations.NullMarked;
