package io.artispace.core.repository;

import io.artispace.DeniedException;
import io.artispace.PackageName;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.access.Action;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be changed by one publication. It refuses what its caller may not do, and what nobody could see afterwards: versions that are
 * blocked and, through a group, names that are owned by other members.
 */
final class PublicationRules implements HostedPublication.Rules {
    private final RepositoryDefinition definition;
    private final PackageFormat format;
    private final Reading reading;
    /** A publication of thousands of files asks about each package once. */
    private final Set<Decided> allowed = new HashSet<>();

    PublicationRules(RepositoryDefinition definition, PackageFormat format, Reading reading) {
        this.definition = definition;
        this.format = format;
        this.reading = reading;
    }

    private record Decided(Action action, PackageName subject) {}

    @Override
    public void demand(PackageName packageName, Edit edit) {
        demandRight(edit.action(), subject(packageName, edit));
        if (edit instanceof FileEdit file) {
            demandSeen(packageName, file.version());
        } else if (edit instanceof VersionEdit version) {
            demandSeen(packageName, version.version());
        }
    }

    /** What is noted of a package elsewhere may be changed by who may change the package. */
    private PackageName subject(PackageName packageName, Edit edit) {
        return edit.attribute()
                .flatMap(attribute -> format.subject(packageName, attribute))
                .map(FileOwner::packageName)
                .orElse(packageName);
    }

    private void demandRight(Action action, PackageName subject) {
        Decided question = new Decided(action, subject);
        if (!allowed.contains(question)) {
            // Of a group that is changed, its target's own rules count as well.
            reading.writtenGroup().ifPresent(group -> reading.access().demand(action, group, subject));
            reading.access().demand(action, definition, subject);
            allowed.add(question);
        }
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
