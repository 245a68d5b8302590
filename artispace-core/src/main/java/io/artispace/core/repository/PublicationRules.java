package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.FilePath;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Action;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.policy.PackagePolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed by one publication. It refuses what its caller may not do, what nobody could see afterwards (versions that are
 * blocked and, through a group, names that are owned by other members), and what the host's own rules refuse.
 */
final class PublicationRules implements HostedPublication.Rules {
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
    public void demand(Collection<RecordedChanges> changes) {
        demandRights(changes);
        if (!engine.policies().isEmpty()) {
            askHost(changes);
        }
    }

    private void demandRights(Collection<RecordedChanges> changes) {
        // A publication of thousands of files asks about each package once. The next commit asks anew.
        Set<Question> allowed = new HashSet<>();
        for (RecordedChanges change : changes) {
            PackageName packageName = change.packageName();
            if (change.edits().isEmpty()) {
                // Whether its condition holds tells at which revision the package is.
                demandRight(new Question(Action.PUBLISH, packageName), allowed);
            }
            for (Edit edit : change.edits()) {
                demandRight(new Question(edit.action(), subject(packageName, edit)), allowed);
                if (edit instanceof FileEdit file) {
                    demandSeen(packageName, file.version());
                } else if (edit instanceof VersionEdit version) {
                    demandSeen(packageName, version.version());
                }
            }
        }
    }

    private void askHost(Collection<RecordedChanges> changes) {
        for (RecordedChanges change : changes) {
            for (Edit edit : change.edits()) {
                if (edit instanceof FileEdit file) {
                    askHost(change.packageName(), file.version(), file.path());
                } else if (edit instanceof VersionEdit version) {
                    askHost(change.packageName(), version.version(), null);
                }
            }
        }
    }

    private void askHost(PackageName packageName, @Nullable String version, @Nullable FilePath path) {
        engine.demand(new PackagePolicy.Candidate(
                definition, packageName, version, path, reading.caller().name()));
    }

    /** What is noted of a package elsewhere may be changed by who may change the package. */
    private PackageName subject(PackageName packageName, Edit edit) {
        return edit.attribute()
                .flatMap(attribute -> format.subject(packageName, attribute))
                .map(FileOwner::packageName)
                .orElse(packageName);
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
        reading.access().demand(question.action(), repository, question.subject());
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
