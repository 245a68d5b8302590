/** Malicious input, sent byte by byte: it gets an answer in time and a clean refusal, and nothing is leaked or broken. */
@NullMarked
package io.artispace.integration.hostile;

import org.jspecify.annotations.NullMarked;
