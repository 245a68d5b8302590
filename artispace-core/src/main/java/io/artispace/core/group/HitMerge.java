package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.ServedRepository;
import io.artispace.core.repository.ShownHits;
import io.artispace.core.repository.Source;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts together what members find: each package once, as the first member that it may come from shows it. Each member is asked until it has shown
 * as much as is wanted of all, or has no more: what it finds but may not show must not take the place of what others have.
 */
final class HitMerge {
    private final Membership membership;
    private final Reading reading;
    private final List<ServedRepository> all;
    private final Map<PackageName, List<Member>> comingFrom = new HashMap<>();

    HitMerge(Membership membership, Reading reading) {
        this.membership = membership;
        this.reading = reading;
        this.all = membership.all(reading);
    }

    /** Merges pages that are ordered by name. */
    List<SearchHit> packages(String prefix, String after, int limit) {
        Map<PackageName, SearchHit> hits = new TreeMap<>(Comparator.comparing(PackageName::value));
        for (Member member : membership.readable(reading, null)) {
            Source source = member.repository().source();
            ShownHits.ordered(
                            after,
                            limit,
                            (from, size) -> source.packages(prefix, from, size, member.reading()),
                            hit -> included(member, hit))
                    .forEach(hit -> hits.putIfAbsent(hit.name(), hit));
        }
        return hits.values().stream().limit(limit).toList();
    }

    /** Merges results that are best first: a member's best before a later member's. */
    List<SearchHit> search(String text, int offset, int limit) {
        Map<PackageName, SearchHit> hits = new LinkedHashMap<>();
        for (Member member : membership.readable(reading, null)) {
            Source source = member.repository().source();
            ShownHits.best(
                            0,
                            offset + limit,
                            (from, size) -> source.search(text, from, size, member.reading()),
                            hit -> included(member, hit))
                    .forEach(hit -> hits.putIfAbsent(hit.name(), hit));
        }
        return hits.values().stream().skip(offset).limit(limit).toList();
    }

    private Optional<SearchHit> included(Member member, SearchHit hit) {
        List<Member> members = comingFrom.computeIfAbsent(hit.name(), name -> membership.of(all, name, reading));
        return Optional.of(hit)
                .filter(found ->
                        members.stream().anyMatch(taking -> taking.name().equals(member.name())));
    }
}
