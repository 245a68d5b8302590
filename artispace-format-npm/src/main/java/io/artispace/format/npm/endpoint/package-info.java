/**
 * What clients of npm ask for over HTTP, one class for each subject: {@link io.artispace.format.npm.endpoint.Routes} finds the endpoint of
 * a request, {@link io.artispace.format.npm.endpoint.Answer} says what they have in common.
 */
@NullMarked
package io.artispace.format.npm.endpoint;

import org.jspecify.annotations.NullMarked;
