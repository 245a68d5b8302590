package io.artispace.core.repository;

import io.artispace.ConflictException;
import io.artispace.Group;
import io.artispace.InvalidInputException;
import io.artispace.NotFoundException;
import io.artispace.Proxy;
import io.artispace.Quote;
import io.artispace.RepositoryDefinition;
import io.artispace.core.definition.Definitions;
import io.artispace.core.definition.GroupCheck;
import io.artispace.core.document.Documents;
import io.artispace.core.engine.ConfigurationWatch;
import io.artispace.core.engine.Engine;
import io.artispace.event.RegistryEvent;
import io.artispace.event.RegistryEvent.Type;
import io.artispace.format.PackageFormat;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.RepositoryRow;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The repositories of a registry: created, changed and deleted at run time, by this process or another. The set is kept in memory and
 * read again when the store's configuration revision has changed, which is checked whenever anything was committed.
 */
public final class Repositories {
    private final Engine engine;
    private final Map<String, PackageFormat> formats;
    private final SourceFactory sources;
    private final ConfigurationWatch watch;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(-1, Map.of()));

    /**
     * Creates the set.
     *
     * @param engine what repositories share
     * @param formats the formats, each id once
     * @param sources makes what each kind of repository answers from
     * @param watch tells when to read them again
     */
    public Repositories(Engine engine, List<PackageFormat> formats, SourceFactory sources, ConfigurationWatch watch) {
        this.engine = engine;
        this.sources = sources;
        this.watch = watch;
        Map<String, PackageFormat> byId = new HashMap<>();
        for (PackageFormat format : formats) {
            byId.put(format.id(), format);
        }
        this.formats = byId;
    }

    /** The repositories at a revision of the configuration. */
    private record Known(long revision, Map<String, CoreRepository> byName) {}

    /** See {@link io.artispace.Registry#create}. */
    public ServedRepository create(RepositoryDefinition definition) {
        check(definition);
        change(Type.REPOSITORY_CREATED, definition.name(), writer -> {
            if (findRow(writer, definition.name()).isPresent()) {
                throw new ConflictException("Cannot create the repository " + Quote.of(definition.name())
                        + ": there is one of that name. Choose another name, or update it.");
            }
            writer.insertRepository(Definitions.toRow(definition, engine.now()));
            checkGroup(writer, definition);
        });
        return get(definition.name());
    }

    /** See {@link io.artispace.Registry#update}. */
    public ServedRepository update(RepositoryDefinition definition) {
        check(definition);
        change(Type.REPOSITORY_UPDATED, definition.name(), writer -> {
            RepositoryRow row = findRow(writer, definition.name())
                    .orElseThrow(() -> missing(definition.name(), definitions(writer)));
            if (!row.format().equals(definition.format()) || !row.kind().equals(Definitions.kind(definition))) {
                throw new InvalidInputException("Cannot make the repository " + Quote.of(definition.name()) + " a "
                        + Definitions.kind(definition) + " repository of the format " + Quote.of(definition.format())
                        + ": it is a " + row.kind() + " one of the format " + Quote.of(row.format())
                        + ", and neither can change. Create another repository.");
            }
            // First, in the order in which answers of upstreams are written: the repository is held before the rows of
            // documents.
            writer.updateRepository(row.id(), Definitions.settings(definition));
            if (!Objects.equals(upstream(Definitions.ofRow(row)), upstream(definition))) {
                writer.forgetValidators(row.id());
            }
            checkGroup(writer, definition);
        });
        return get(definition.name());
    }

    /** See {@link io.artispace.Registry#delete}. */
    public void delete(String name) {
        change(Type.REPOSITORY_DELETED, name, writer -> {
            writer.deleteRepository(findRow(writer, name)
                    .orElseThrow(() -> missing(name, definitions(writer)))
                    .id());
            definitions(writer)
                    .filter(definition ->
                            definition instanceof Group group && group.members().contains(name))
                    .findFirst()
                    .ifPresent(group -> {
                        throw new ConflictException("Cannot delete the repository " + Quote.of(name) + ": the group "
                                + Quote.of(group.name()) + " has it as a member. Take it out of the group first.");
                    });
        });
    }

    /**
     * Checks a group against the other definitions. This is done in the transaction that changes one of them and after the change, since
     * only the change makes other transactions that change definitions wait: of two groups that become members of each other at the same
     * moment, the second is refused.
     */
    private static void checkGroup(MetadataWriter writer, RepositoryDefinition definition) {
        if (definition instanceof Group group) {
            Map<String, RepositoryDefinition> others = new TreeMap<>();
            definitions(writer).forEach(other -> others.put(other.name(), other));
            others.remove(group.name());
            new GroupCheck(others).check(group);
        }
    }

    private static Stream<RepositoryDefinition> definitions(MetadataReader reader) {
        return reader.repositories().stream().map(Definitions::ofRow);
    }

    /** See {@link io.artispace.Registry#find}. */
    public Optional<ServedRepository> find(String name) {
        return Optional.ofNullable(current().byName().get(name));
    }

    /** Finds one for a request, which reads {@linkplain Reading#seen what there was when it began}. */
    public Optional<ServedRepository> findForRequest(String name, ConfigurationWatch.Seen seen) {
        return Optional.ofNullable(at(seen).byName().get(name))
                .map(repository -> repository.reading(repository.reading().since(seen.version())));
    }

    /**
     * Finds several at the price of at most one look-up; those that are not there are left out.
     *
     * @param seen see {@link Reading#seen}
     */
    public List<ServedRepository> findAll(List<String> names, OptionalLong seen) {
        Map<String, CoreRepository> now = current(seen).byName();
        List<ServedRepository> found = new ArrayList<>(names.size());
        for (String name : names) {
            CoreRepository repository = now.get(name);
            if (repository != null) {
                found.add(repository);
            }
        }
        return found;
    }

    /** See {@link io.artispace.Registry#repository}. */
    public ServedRepository get(String name) {
        return find(name).orElseThrow(() -> missing(name, definitions().stream()));
    }

    /**
     * Finds one again that somebody got before.
     *
     * @param id tells it from those that have had its name since
     * @throws NotFoundException if it was deleted
     */
    public ServedRepository again(String name, long id) {
        return find(name)
                .filter(repository -> repository.id() == id)
                .orElseThrow(() -> new NotFoundException("The repository " + Quote.of(name)
                        + " was deleted. If there is one of that name now, it is another; look it up anew."));
    }

    /** See {@link io.artispace.Registry#repositories}. */
    public List<RepositoryDefinition> definitions() {
        return current().byName().values().stream()
                .map(CoreRepository::definition)
                .toList();
    }

    /** Returns the repositories as of the beginning of a request, which need not look again. */
    private Known current(OptionalLong seen) {
        return at(watch.since(seen));
    }

    private Known current() {
        return at(watch.now());
    }

    private Known at(ConfigurationWatch.Seen seen) {
        Known before = known.get();
        return seen.revision() == before.revision() ? before : reloaded();
    }

    /**
     * One thread at a time. Otherwise each would make objects of its own for the same repository, whose locks and fetches would not know of
     * each other.
     */
    private synchronized Known reloaded() {
        Known before = known.get();
        Known now = engine.metadata().read(reader -> {
            long revision = reader.configurationRevision();
            return revision == before.revision() ? before : new Known(revision, load(reader, before));
        });
        known.set(now);
        return now;
    }

    /** Repositories whose row did not change stay the same objects, and so keep their locks and caches. */
    private Map<String, CoreRepository> load(MetadataReader reader, Known before) {
        Map<String, CoreRepository> repositories = new TreeMap<>();
        for (RepositoryRow row : reader.repositories()) {
            CoreRepository old = before.byName().get(row.name());
            var definition = Definitions.ofRow(row);
            boolean same =
                    old != null && old.id() == row.id() && old.definition().equals(definition);
            repositories.put(row.name(), same ? old : create(row.id(), definition));
        }
        return repositories;
    }

    private CoreRepository create(long id, RepositoryDefinition definition) {
        PackageFormat format = format(definition);
        Source source = sources.create(id, definition, format, this);
        Documents documents = new Documents(engine.cache(), id);
        return new CoreRepository(
                new CoreRepository.Core(engine, this, id, definition, format, source, documents), Reading.host());
    }

    private void check(RepositoryDefinition definition) {
        PackageFormat format = format(definition);
        format.check(definition);
        Definitions.check(definition, format);
    }

    private PackageFormat format(RepositoryDefinition definition) {
        PackageFormat format = formats.get(definition.format());
        if (format == null && definition.format().isEmpty()) {
            throw new InvalidInputException("The repository " + Quote.of(definition.name())
                    + " has no format: say which by format(...), one of " + new TreeMap<>(formats).keySet() + ".");
        }
        if (format == null) {
            throw new InvalidInputException("The repository " + Quote.of(definition.name()) + " is of the format "
                    + Quote.of(definition.format()) + ", and there are only " + new TreeMap<>(formats).keySet()
                    + ". Add the format's module to the class path, or pass the format to the builder.");
        }
        return format;
    }

    private void change(Type type, String name, Consumer<MetadataWriter> work) {
        List<RegistryEvent> events = engine.metadata().write(writer -> {
            work.accept(writer);
            return List.of(
                    writer.appendEvent(new RegistryEvent(0, engine.now(), type, name, null, null, null, "host")));
        });
        engine.listeners().tell(events);
    }

    private static @Nullable URI upstream(RepositoryDefinition definition) {
        return definition instanceof Proxy proxy ? proxy.upstream().url() : null;
    }

    private static Optional<RepositoryRow> findRow(MetadataReader reader, String name) {
        for (RepositoryRow row : reader.repositories()) {
            if (row.name().equals(name)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static NotFoundException missing(String name, Stream<RepositoryDefinition> there) {
        return new NotFoundException("There is no repository " + Quote.of(name) + "; there are "
                + there.map(RepositoryDefinition::name).sorted().toList() + ".");
    }
}
