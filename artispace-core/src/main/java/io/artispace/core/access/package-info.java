/**
 * Who the caller is and what the caller may do: ArtiSpace's own users and tokens, the credentials of a request, and the policy by roles.
 */
@NullMarked
package io.artispace.core.access;

import org.jspecify.annotations.NullMarked;
