package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import java.util.Optional;

/**
 * A repository that takes part in a group.
 *
 * @param repository the repository
 * @param reading how the group reads it
 */
record Member(ServedRepository repository, Reading reading) {
    long id() {
        return repository.id();
    }

    String name() {
        return repository.name();
    }

    Stamp stamp(PackageName name, ViewScope scope) {
        return repository.source().stamp(name, scope, reading);
    }

    long revision(PackageName name) {
        return repository.source().revision(name, reading);
    }

    Optional<PackageView> view(PackageName name, ViewScope scope) {
        return repository.source().view(name, scope, reading);
    }

    Optional<StoredFile> file(FilePath path) {
        return repository.source().file(path, reading);
    }

    boolean holds(PackageName name) {
        return repository.source().holds(name, reading);
    }
}
