/**
 * One package type: its routes, its publish rules and its renderings. Everything else (storage, access, caching, events)
 * is done for it.
 */
@NullMarked
package io.artispace.format;

import org.jspecify.annotations.NullMarked;
