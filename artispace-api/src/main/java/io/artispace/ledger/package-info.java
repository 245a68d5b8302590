/**
 * What was served, to whom and from where: the entries of sessions.
 */
@NullMarked
package io.artispace.ledger;

import org.jspecify.annotations.NullMarked;
