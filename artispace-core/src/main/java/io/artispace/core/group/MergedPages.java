package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.core.repository.Reading;
import io.artispace.core.view.ShownPages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hits of the members one after the other, those of the first member first. Each package comes once, as the first member shows it
 * that finds it and that it may come from. A member is asked for its next page when the one before is used up, and the next member when
 * the one before has no more. Of the hits that were returned only the names are kept.
 */
final class MergedPages implements SearchPages {
    /** The most hits of a search, which limits how many names are kept. */
    private static final int MAX_HITS = 10_000;

    private final Membership membership;
    private final String text;
    private final Iterator<Member> later;
    private final Set<PackageName> names = new HashSet<>();
    private SearchPages current = limit -> List.of();

    MergedPages(Membership membership, String text) {
        this.membership = membership;
        this.text = text;
        this.later = membership.readable(null).iterator();
    }

    @Override
    public List<SearchHit> next(int limit) {
        int wanted = Math.min(limit, MAX_HITS - names.size());
        List<SearchHit> page = new ArrayList<>();
        while (page.size() < wanted) {
            int before = page.size();
            page.addAll(current.next(wanted - before));
            if (page.size() < wanted) {
                if (!later.hasNext()) {
                    break;
                }
                current = pages(later.next());
            }
        }
        return List.copyOf(page);
    }

    private SearchPages pages(Member member) {
        Reading reading =
                member.reading().only(name -> membership.reading().access().mayRead(membership.definition(), name));
        SearchPages found = member.repository().source().search(text, 0, reading);
        return new ShownPages(found, hit -> isNew(member, hit.name()) ? Optional.of(hit) : Optional.empty());
    }

    private boolean isNew(Member member, PackageName name) {
        return !names.contains(name) && membership.includes(member, name) && names.add(name);
    }
}
