/** What all tests of packaged software need: programs with an end, a registry with a front, and where the build put things. */
@NullMarked
package io.artispace.integration.run;

import org.jspecify.annotations.NullMarked;
