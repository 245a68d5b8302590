package io.artispace.core.repository;

import io.artispace.PackageName;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.core.access.Rights;
import io.artispace.core.document.ServedDocument;
import io.artispace.format.PackageFormat;
import io.artispace.format.Rendering;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A repository as the host holds it, possibly for as long as the registry is open. Each call asks the registry for its present state:
 * so changed rules, by whatever process, count from the next call on; a session that was sealed replays; and one that was deleted is
 * gone for its holders, too.
 */
public final class HeldRepository extends DelegatingRepository implements ServedRepository {
    private final String name;
    private final long id;
    private final Supplier<ServedRepository> now;

    /**
     * Holds a repository.
     *
     * @param found what was found of it
     * @param now finds it again; throws where it is gone, or the registry is closed
     */
    public HeldRepository(ServedRepository found, Supplier<ServedRepository> now) {
        this.name = found.name();
        this.id = found.id();
        this.now = now;
    }

    @Override
    protected ServedRepository repository() {
        return now.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public PackageFormat packageFormat() {
        return repository().packageFormat();
    }

    @Override
    public Source source() {
        return repository().source();
    }

    @Override
    public Reading reading() {
        return repository().reading();
    }

    @Override
    public ServedRepository reading(Reading reading) {
        return repository().reading(reading);
    }

    @Override
    public Rights rights(Caller caller) {
        return repository().rights(caller);
    }

    @Override
    public Repository as(Caller caller) {
        return new CallerRepository(() -> this, rights(caller));
    }

    @Override
    public ServedRepository asOf(Instant instant) {
        return new HeldRepository(this, () -> repository().asOf(instant));
    }

    @Override
    public Optional<ServedDocument> serve(PackageName packageName, Rendering rendering) {
        return repository().serve(packageName, rendering);
    }

    @Override
    public List<Block> blocks(PackageName packageName) {
        return repository().blocks(packageName);
    }

    @Override
    public List<UpstreamLink> upstreams() {
        return repository().upstreams();
    }

    /** Not held: a destination is for one change, which has to follow the rules of one definition. */
    @Override
    public ServedRepository destination() {
        return repository().destination();
    }

    @Override
    public Optional<ServedRepository> findDestination() {
        return repository().findDestination();
    }

    @Override
    public String whyReadOnly() {
        return repository().whyReadOnly();
    }
}
