/**
 * What happened: events told to listeners after commit, and the durable log they are read from.
 */
@NullMarked
package io.artispace.event;

import org.jspecify.annotations.NullMarked;
