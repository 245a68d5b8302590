package io.artispace.access;

import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question to the {@link AccessPolicy}.
 *
 * @param caller who asks
 * @param action what it wants to do
 * @param repository on which repository
 * @param subject on which package; null for the repository as a whole
 */
public record AccessRequest(
        Caller caller,
        Action action,
        RepositoryDefinition repository,
        @Nullable PackageName subject) {
    /** {@return the package concerned; empty for the repository as a whole} */
    public Optional<PackageName> packageName() {
        return Optional.ofNullable(subject);
    }
}
