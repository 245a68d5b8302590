package io.artispace.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.Overwrite;
import io.artispace.PackageName;
import io.artispace.Publication;
import io.artispace.Registry;
import io.artispace.Repository;
import io.artispace.access.Caller;
import io.artispace.access.Role;
import io.artispace.core.Fixture;
import io.artispace.metadata.jdbc.JdbcMetadataStore;
import io.artispace.testkit.FaultyMetadataStore;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists and searches for a caller that may read few of many packages. */
class HiddenPackagesTest {
    private static final int HIDDEN = 3_000;
    private static final PackageName OPEN = PackageName.of("open");

    private final AtomicInteger works = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final FaultyMetadataStore metadata =
            new FaultyMetadataStore(JdbcMetadataStore.openInMemory(), (moment, call) -> works.incrementAndGet());
    private final Fixture fixture = new Fixture(
            Registry.builder().metadata(metadata).blobs(URI.create("memory:/")).access(request -> {
                asked.incrementAndGet();
                return request.packageName().isEmpty()
                        || request.packageName().get().equals(OPEN);
            }));

    @AfterEach
    void close() {
        fixture.close();
        metadata.close();
    }

    @Test
    void packagesThatAreHiddenCostLittleMoreThanTheirNames() {
        try (Publication publication = fixture.repository().publish()) {
            for (int i = 0; i < HIDDEN; i++) {
                publication.change(PackageName.of("hidden" + i)).putVersion("1", Map.of(), "", Overwrite.SAME);
            }
            publication.change(OPEN).putVersion("1", Map.of(), "", Overwrite.SAME);
            publication.commit();
        }
        fixture.registry().create(Group.named("all").format("test").members("files"));
        Caller ann = Caller.user("ann", Role.READ);

        for (String name : new String[] {"files", "all"}) {
            Repository files = fixture.registry().repository(name).as(ann);
            works.set(0);
            assertThat(files.packages("", "", 10))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.name()).isEqualTo(OPEN));
            assertThat(files.search("", 0, 10))
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.name()).isEqualTo(OPEN));
            assertThat(files.search("", 1, 10)).isEmpty();
            assertThat(works).as(name).hasValueLessThan(50);
        }
    }

    @Test
    void groupsWithinGroupsAskAboutANameAFewTimes() {
        try (Publication publication = fixture.repository().publish()) {
            publication.change(OPEN).putVersion("1", Map.of(), "", Overwrite.SAME);
            publication.commit();
        }
        for (String name : List.of("a", "b", "c")) {
            fixture.registry().create(Hosted.named(name).format("test"));
        }
        String inner = "files";
        for (String outer : List.of("one", "two", "three")) {
            fixture.registry().create(Group.named(outer).format("test").members(inner, "a", "b", "c"));
            inner = outer;
        }
        Repository group = fixture.registry().repository("three").as(Caller.user("ann", Role.READ));
        asked.set(0);

        assertThat(group.packages("", "", 10)).hasSize(1);
        assertThat(asked).hasValueLessThan(150);
    }
}
