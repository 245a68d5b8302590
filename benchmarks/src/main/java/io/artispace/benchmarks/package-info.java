/** How fast the registry is and how large, as ratios to a ceiling that is measured in the same run. */
@NullMarked
package io.artispace.benchmarks;

import org.jspecify.annotations.NullMarked;
