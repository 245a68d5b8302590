/**
 * For whoever implements an interface of ArtiSpace: contract suites that say in tests what its javadoc says in words, and decorators
 * that make a store fail at a chosen step. For whoever tests a program against a registry: an upstream that fails as it is told to ({@link io.artispace.testkit.EvilUpstream}),
 * and a clock that is moved.
 */
@NullMarked
package io.artispace.testkit;

import org.jspecify.annotations.NullMarked;
