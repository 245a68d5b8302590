package io.artispace.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.VersionView;
import io.artispace.core.VersionNames;
import io.artispace.core.cache.MemoryCache;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a cached document may be shown again. */
final class KeptDocumentsTest {
    private static final PackageName APP = PackageName.of("app");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private final MemoryCache cache = new MemoryCache(1024 * 1024);
    private final Documents documents = new Documents(cache, 1);

    @Test
    void viewOfALaterRevisionIsShownToThoseWhoAskForThat() {
        assertThat(document(Stamp.of(1), view(2, "1", "2"))).isEqualTo("1 2");

        assertThat(document(Stamp.of(2), view(2, "not read"))).isEqualTo("1 2");
    }

    /** Between the look at what members of a group take part and the reading of what these have, others may have come to take part. */
    @Test
    void viewOfMoreMembersThanWereLookedAtIsNotKeptForThose() {
        Stamp inside = Stamp.of(6).with("[inside]");
        assertThat(document(inside, view(500, "1", "from outside"))).isEqualTo("1 from outside");

        assertThat(document(Stamp.of(7).with("[inside]"), view(7, "1", "2"))).isEqualTo("1 2");
    }

    /** Two members at 1 and 2 are another state than at 2 and 1, though what was read while both changed adds up to the same. */
    @Test
    void viewOfOtherRevisionsOfMembersIsNotShownForBeingOfTheSameSum() {
        Stamp before = new Stamp(3, "[1][2]", "", null, Staleness.NONE);
        Stamp after = new Stamp(3, "[2][1]", "", null, Staleness.NONE);
        assertThat(document(before, view(3, "1"))).isEqualTo("1");

        assertThat(document(after, view(3, "1", "2"))).isEqualTo("1 2");
        assertThat(served(before, view(3, "1")).etag())
                .isNotEqualTo(served(after, view(3, "1", "2")).etag());
    }

    private String document(Stamp stamp, PackageView view) {
        return new String(served(stamp, view).plain().orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private ServedDocument served(Stamp stamp, PackageView view) {
        return documents.find(APP, VersionNames.RENDERING, stamp, () -> Optional.of(view));
    }

    private static PackageView view(long revision, String... versions) {
        List<VersionView> all = Stream.of(versions)
                .map(name -> new VersionView(name, revision, TIME, Map.of(), "", List.of()))
                .toList();
        return new PackageView(APP, revision, TIME, TIME, Map.of(), all, Map.of(), List.of());
    }
}
