package io.artispace.core.repository;

import io.artispace.Repository;
import io.artispace.access.Caller;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A repository as the host holds it, possibly for as long as the registry is open. Each call asks the registry for its present state:
 * so changed rules, by whatever process, count from the next call on; a session that was sealed replays; and one that was deleted is
 * gone for its holders, too. Only its {@link #destination()} is not held: that is for one change, which has to follow the rules of one
 * definition.
 */
public class HeldRepository extends DelegatingRepository {
    private final String name;
    private final Supplier<ServedRepository> now;

    /**
     * Holds a repository.
     *
     * @param name its name, which it has even when it is gone
     * @param now finds it again; throws where it is gone, or the registry is closed
     */
    public HeldRepository(String name, Supplier<ServedRepository> now) {
        this.name = name;
        this.now = now;
    }

    /** Returns the repository as it is at this moment. */
    @Override
    public ServedRepository repository() {
        return now.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Repository as(Caller caller) {
        return new CallerRepository(name, now, now.get().rights(caller));
    }

    @Override
    public Repository asOf(Instant instant) {
        return new HeldRepository(name, () -> now.get().asOf(instant));
    }
}
