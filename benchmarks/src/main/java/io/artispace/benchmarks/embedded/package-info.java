/** What calls from Java cost, without HTTP, measured with JMH. The classes are public because the code that JMH generates calls them. */
@NullMarked
package io.artispace.benchmarks.embedded;

import org.jspecify.annotations.NullMarked;
