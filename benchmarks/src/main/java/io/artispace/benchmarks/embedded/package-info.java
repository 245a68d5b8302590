/** What a host pays that calls the registry without HTTP, measured with JMH. Public, because the code that JMH generates calls it. */
@NullMarked
package io.artispace.benchmarks.embedded;

import org.jspecify.annotations.NullMarked;
