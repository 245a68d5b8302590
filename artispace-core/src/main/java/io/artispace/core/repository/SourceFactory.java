package io.artispace.core.repository;

import io.artispace.RepositoryDefinition;
import io.artispace.format.PackageFormat;

/** Makes the source that a definition asks for: where the registry's one place of composition decides what each kind of repository is. */
@FunctionalInterface
public interface SourceFactory {
    /**
     * Makes a source.
     *
     * @param id the repository's row
     * @param definition what it is
     * @param format its format
     * @param others the registry's repositories, for groups; not to be asked before this returned
     */
    Source create(long id, RepositoryDefinition definition, PackageFormat format, Repositories others);
}
