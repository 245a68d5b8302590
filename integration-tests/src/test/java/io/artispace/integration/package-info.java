/** Everything together, as packaged: real clients, crashes, hostile input, and the walls between the modules. */
@NullMarked
package io.artispace.integration;

import org.jspecify.annotations.NullMarked;
