/**
 * Repositories: how a publication becomes rows and bytes, and how rows become views and documents.
 */
@NullMarked
package io.artispace.core.repository;

import org.jspecify.annotations.NullMarked;
