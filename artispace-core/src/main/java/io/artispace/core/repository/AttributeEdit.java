package io.artispace.core.repository;

import java.util.Optional;
import java.util.function.Consumer;

/** Sets or removes an attribute of the package. */
record AttributeEdit(String name, Consumer<PackageTransaction> change) implements Edit {
    @Override
    public Optional<String> attribute() {
        return Optional.of(name);
    }

    @Override
    public void apply(PackageTransaction transaction) {
        change.accept(transaction);
    }
}
