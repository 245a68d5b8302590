/**
 * Maven repositories. {@link io.artispace.format.maven.MavenFormat} answers the clients,
 * {@link io.artispace.format.maven.Maven} the callers without HTTP; both write and read the same rows.
 *
 * <p>This package has the endpoints ({@code Routes} finds that of a request), what a deployment records ({@code FileRecorder}) and what
 * removes it ({@code Removal}), and the documents that are rendered ({@code Documents}). They are built on {@code artifact},
 * {@code layout}, {@code checksum}, {@code version}, {@code plugin} and {@code xml}. {@code upstream} is how upstreams are asked and read,
 * {@code prefetch} fetches ahead what a build needs, and {@code client} reads the configuration of the user's own Maven.
 *
 * <p>How a repository is kept:
 *
 * <ul>
 *   <li>A package is an artifact, {@code group:artifact}; its versions are base versions, {@code 1.0} or {@code 1.1-SNAPSHOT}. A
 *       version's manifest is its POM as JSON, see {@link io.artispace.format.maven.Pom}.
 *   <li>{@code maven-metadata.xml}, checksums, the archetype catalog and listings are rendered from rows. What clients upload in their
 *       place is read and dropped, checksums after they were compared.
 *   <li>Two kinds of packages hold attributes only, because their documents are about many artifacts: one named by a group (no colon)
 *       holds {@code plugin.<artifactId>} for each Maven plugin of it, and {@code .archetypes} holds each archetype's coordinates.
 * </ul>
 */
@NullMarked
package io.artispace.format.maven;

import org.jspecify.annotations.NullMarked;
