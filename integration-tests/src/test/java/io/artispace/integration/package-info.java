/** The packaged whole: real clients, crashes, malicious input, and the dependencies between modules. */
@NullMarked
package io.artispace.integration;

import org.jspecify.annotations.NullMarked;
