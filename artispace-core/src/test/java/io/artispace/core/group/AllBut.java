package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Caller;
import io.artispace.core.repository.Reading;
import org.jspecify.annotations.Nullable;

/** May read everything but one repository. */
record AllBut(String hidden) implements Reading.Access {
    @Override
    public Caller caller() {
        return Caller.anonymous();
    }

    @Override
    public boolean mayRead(RepositoryDefinition member, @Nullable PackageName subject) {
        return !member.name().equals(hidden);
    }
}
