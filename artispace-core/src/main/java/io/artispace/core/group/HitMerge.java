package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.core.repository.Reading;
import java.util.List;
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
            // A name that an earlier member has shown already takes no place of its own.
            Reading reading = member.reading()
                    .only(name -> membership.reading().access().mayRead(membership.definition(), name)
                            && (hits.containsKey(name) || membership.includes(member, name)));
            member.repository()
                    .source()
                    .packages(prefix, after, limit, reading)
                    .forEach(hit -> hits.putIfAbsent(hit.name(), hit));
            while (hits.size() > limit) {
                hits.pollLastEntry();
            }
        }
        return List.copyOf(hits.values());
    }
}
