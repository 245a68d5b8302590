package io.artispace.core;

import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.core.repository.Engine;
import io.artispace.core.repository.HostedSource;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.Source;
import io.artispace.core.repository.SourceFactory;
import io.artispace.format.PackageFormat;

/** What each kind of repository answers from. */
final class KindSources implements SourceFactory {
    private final Engine engine;

    KindSources(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Source create(long id, RepositoryDefinition definition, PackageFormat format, Repositories others) {
        if (definition instanceof Hosted) {
            return new HostedSource(engine, id, definition.name());
        }
        throw new InvalidInputException(
                "The repository " + Quote.of(definition.name()) + " is of a kind unknown here.");
    }
}
