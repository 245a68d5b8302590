package io.artispace.core.group;

import io.artispace.PackageName;
import io.artispace.SearchHit;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what members found: each package once, as the first member that it may come from shows it. */
final class HitMerge {
    private final Membership membership;
    private final Reading reading;

    HitMerge(Membership membership, Reading reading) {
        this.membership = membership;
        this.reading = reading;
    }

    /** Asks one member. */
    @FunctionalInterface
    interface Question {
        List<SearchHit> ask(Source source, Reading reading);
    }

    /** Merges pages that are ordered by name. */
    List<SearchHit> ordered(int limit, Question question) {
        Map<PackageName, SearchHit> hits = new TreeMap<>(Comparator.comparing(PackageName::value));
        collect(question, hits);
        return hits.values().stream().limit(limit).toList();
    }

    /** Merges results that are best first: a member's best before a later member's. */
    List<SearchHit> best(int offset, int limit, Question question) {
        Map<PackageName, SearchHit> hits = new LinkedHashMap<>();
        collect(question, hits);
        return new ArrayList<>(hits.values()).stream().skip(offset).limit(limit).toList();
    }

    private void collect(Question question, Map<PackageName, SearchHit> hits) {
        for (Member member : membership.readable(reading, null)) {
            for (SearchHit hit : question.ask(member.repository().source(), member.reading())) {
                if (!hits.containsKey(hit.name()) && membership.includes(member, hit.name(), reading)) {
                    hits.put(hit.name(), hit);
                }
            }
        }
    }
}
