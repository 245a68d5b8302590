package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Source;
import io.artispace.core.view.ShownHits;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Merges the packages of the members, ordered by name: each package once, as the first member shows it that it may come from. Each
 * member is asked until it has shown as many as the page holds, or has no more: what a member has but may not show must not take the
 * place of what others have.
 */
final class HitMerge {
    private final Membership membership;
    private final TreeMap<PackageName, SearchHit> hits = new TreeMap<>();

    HitMerge(Membership membership) {
        this.membership = membership;
    }

    List<SearchHit> packages(String prefix, String after, int limit) {
        for (Member member : membership.readable(null)) {
            Reading reading =
                    member.reading().only(name -> membership.reading().access().mayRead(membership.definition(), name));
            Source source = member.repository().source();
            ShownHits.ordered(
                            after,
                            limit,
                            (from, size) -> source.packages(prefix, from, size, reading),
                            hit -> included(member, hit))
                    .forEach(hit -> hits.putIfAbsent(hit.name(), hit));
            while (hits.size() > limit) {
                hits.pollLastEntry();
            }
        }
        return List.copyOf(hits.values());
    }

    /**
     * A name that an earlier member has shown already takes no place of its own. This is asked about what a member shows, and not where
     * the member reads names: groups within this one would ask it again for each of their members.
     */
    private Optional<SearchHit> included(Member member, SearchHit hit) {
        return Optional.of(hit)
                .filter(found -> hits.containsKey(found.name()) || membership.includes(member, found.name()));
    }
}
