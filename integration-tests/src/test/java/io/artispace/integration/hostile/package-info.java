/** Input of people who mean harm, sent byte by byte: an answer in time, a clean refusal, nothing leaked, nothing broken. */
@NullMarked
package io.artispace.integration.hostile;

import org.jspecify.annotations.NullMarked;
