/**
 * What {@link java.util.ServiceLoader} finds: small stateless providers that create a registry, a metadata store or a blob
 * store.
 */
@NullMarked
package io.artispace.spi;

import org.jspecify.annotations.NullMarked;
