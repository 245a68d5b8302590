package io.artispace.core.repository;

import io.artispace.access.Action;
import java.util.function.Consumer;

/** Removes files, versions or everything. */
record RemovalEdit(Consumer<PackageTransaction> change) implements Edit {
    @Override
    public Action action() {
        return Action.DELETE;
    }

    @Override
    public void apply(PackageTransaction transaction) {
        change.accept(transaction);
    }
}
