/**
 * Events: what listeners are told after a commit, and the durable log that has all of them.
 */
@NullMarked
package io.artispace.event;

import org.jspecify.annotations.NullMarked;
