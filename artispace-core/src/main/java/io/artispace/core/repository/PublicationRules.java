package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Action;
import io.artispace.core.engine.Engine;
import io.artispace.core.publication.Change;
import io.artispace.core.publication.CorePublication;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.policy.PackagePolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed by one publication. It refuses what its caller may not do, what nobody could see afterwards (versions that are
 * blocked and, through a group, names that are owned by other members), and what the host's own rules refuse.
 */
final class PublicationRules implements CorePublication.Rules {
    private final Engine engine;
    private final RepositoryDefinition definition;
    private final PackageFormat format;
    private final Reading reading;

    PublicationRules(Engine engine, RepositoryDefinition definition, PackageFormat format, Reading reading) {
        this.engine = engine;
        this.definition = definition;
        this.format = format;
        this.reading = reading;
    }

    private record Question(Action action, PackageName subject) {}

    @Override
    public void demand(List<Change> changes) {
        // A publication of thousands of files asks about each package once. The next commit asks anew.
        Set<Question> allowed = new HashSet<>();
        for (Change change : changes) {
            demandRight(new Question(change.action(), subject(change)), allowed);
            if (change.isPut()) {
                demandSeen(change.packageName(), change.version());
            }
        }
        if (!engine.policies().isEmpty()) {
            changes.stream().filter(Change::isPut).forEach(this::askHost);
        }
    }

    @Override
    public void demandManifest(PackageName packageName, String version, String manifest) {
        format.checkManifest(packageName, version, manifest);
    }

    private void askHost(Change change) {
        engine.demand(new PackagePolicy.Candidate(
                definition,
                change.packageName(),
                change.version(),
                change.path(),
                reading.caller().name()));
    }

    /** What is noted of a package elsewhere may be changed by who may change the package. */
    private PackageName subject(Change change) {
        return Optional.ofNullable(change.attribute())
                .flatMap(attribute -> format.subject(change.packageName(), attribute))
                .map(FileOwner::packageName)
                .orElse(change.packageName());
    }

    private void demandRight(Question question, Set<Question> allowed) {
        if (!allowed.contains(question)) {
            // Of a group that is changed, its target's own rules count as well.
            reading.writtenGroup().ifPresent(group -> demandRight(question, group));
            demandRight(question, definition);
            allowed.add(question);
        }
    }

    private void demandRight(Question question, RepositoryDefinition repository) {
        reading.access().demandChange(question.action(), repository, question.subject());
    }

    private void demandSeen(PackageName packageName, @Nullable String version) {
        reading.writtenGroup()
                .filter(group -> !group.owners(packageName).contains(definition.name()))
                .ifPresent(group -> {
                    throw DeniedException.forbidden("Cannot publish " + Quote.of(packageName) + " through the group "
                            + Quote.of(group.name()) + ": it publishes into " + Quote.of(definition.name())
                            + ", and this name may only come from " + group.owners(packageName)
                            + " there. Publish into one of these, or change the group's ownerships.");
                });
        if (version != null) {
            demandNotBlocked(definition, packageName, version);
            reading.writtenGroup().ifPresent(group -> demandNotBlocked(group, packageName, version));
        }
    }

    private void demandNotBlocked(RepositoryDefinition blocking, PackageName packageName, String version) {
        blocking.policies().blocking(packageName, version).ifPresent(block -> {
            throw DeniedException.forbidden("Cannot publish version " + Quote.of(version) + " of "
                    + Quote.of(packageName) + " into " + Quote.of(definition.name()) + ": the policies of "
                    + Quote.of(blocking.name()) + " block it, so that nobody could read it there. Publish another"
                    + " version, or remove the block, which says: " + block.reason());
        });
    }
}
