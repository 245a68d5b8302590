/**
 * Who may do what: callers, actions, the one policy that decides, and ArtiSpace's own users and tokens for hosts that
 * bring no identity of their own.
 */
@NullMarked
package io.artispace.access;

import org.jspecify.annotations.NullMarked;
