package io.artispace.core.publication;

/**
 * In whose name a repository is changed.
 *
 * @param repository the repository's name
 * @param caller the caller's name
 * @param caches whether the repository is a proxy, whose files can be evicted
 */
public record Author(String repository, String caller, boolean caches) {}
