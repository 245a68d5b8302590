/** Sessions: ledgers of what was served, and their replay. */
@NullMarked
package io.artispace.core.ledger;

import org.jspecify.annotations.NullMarked;
