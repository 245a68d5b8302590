/**
 * For implementations of ArtiSpace's interfaces: contract suites, which test what the javadoc says, and wrappers that make a store fail at
 * a chosen step. For programs that use a registry: an upstream that fails as a test tells it to
 * ({@link io.artispace.testkit.EvilUpstream}), and a clock that the test moves.
 */
@NullMarked
package io.artispace.testkit;

import org.jspecify.annotations.NullMarked;
