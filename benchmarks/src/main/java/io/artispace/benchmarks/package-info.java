/** What speed and size the registry has, as ratios to a ceiling measured in the same run. */
@NullMarked
package io.artispace.benchmarks;

import org.jspecify.annotations.NullMarked;
