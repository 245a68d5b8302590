/** The standalone example as a program of its own: started, spoken to, stopped, killed. */
@NullMarked
package io.artispace.integration.standalone;

import org.jspecify.annotations.NullMarked;
