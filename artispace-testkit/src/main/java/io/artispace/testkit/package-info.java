/**
 * For whoever implements an interface of ArtiSpace: contract suites that say in tests what its javadoc says in words, and decorators
 * that make a store fail at a chosen step.
 */
@NullMarked
package io.artispace.testkit;

import org.jspecify.annotations.NullMarked;
