/**
 * What all tests of packaged software need: programs that are ended with the test, a registry with a front, and where the build put things.
 */
@NullMarked
package io.artispace.integration.run;

import org.jspecify.annotations.NullMarked;
