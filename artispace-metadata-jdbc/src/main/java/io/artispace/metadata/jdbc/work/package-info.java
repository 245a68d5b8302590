/** What the transactions of all databases share. */
@NullMarked
package io.artispace.metadata.jdbc.work;

import org.jspecify.annotations.NullMarked;
