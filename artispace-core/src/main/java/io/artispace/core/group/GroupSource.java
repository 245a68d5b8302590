package io.artispace.core.group;

import io.artispace.FilePath;
import io.artispace.Group;
import io.artispace.Listing;
import io.artispace.PackageName;
import io.artispace.PackageView;
import io.artispace.SearchHit;
import io.artispace.SearchPages;
import io.artispace.StoredFile;
import io.artispace.ViewScope;
import io.artispace.core.document.Staleness;
import io.artispace.core.document.Stamp;
import io.artispace.core.repository.Reading;
import io.artispace.core.repository.Repositories;
import io.artispace.core.repository.Source;
import io.artispace.core.view.ShownPages;
import io.artispace.format.FileOwner;
import io.artispace.format.PackageFormat;
import io.artispace.format.UpstreamLink;
import io.artispace.policy.Block;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What several repositories have, as one: files of the first that has them, views put together of all that take part ({@link Membership}).
 * A member that fails fails the answer: falling through to a later one would let it answer for names that are not its own. Nothing is kept
 * here, so what a member publishes is seen through the group at once.
 */
public final class GroupSource implements Source {
    private final Group definition;
    private final PackageFormat format;
    private final Repositories repositories;

    /**
     * Creates a source.
     *
     * @param definition what the group is
     * @param format the format of the group and all its members
     * @param repositories where the members are found
     */
    public GroupSource(Group definition, PackageFormat format, Repositories repositories) {
        this.definition = definition;
        this.format = format;
        this.repositories = repositories;
    }

    private Membership membership(Reading reading) {
        return new Membership(definition, format, repositories.findAll(definition.members(), reading.seen()), reading);
    }

    @Override
    public Stamp stamp(PackageName name, ViewScope scope, Reading reading) {
        long revision = 0;
        StringBuilder parts = new StringBuilder();
        StringBuilder variant = new StringBuilder();
        Instant oldest = null;
        Staleness worst = Staleness.NONE;
        for (Member member : membership(reading).speaking(name)) {
            Stamp stamp = member.stamp(name, scope);
            revision += stamp.revision();
            parts.append('[').append(stamp.revision()).append(stamp.parts()).append(']');
            // Which members take part, and in which order, is part of the variant even if one has nothing yet, since
            // its revision counts once it has something. Members are named by their ids, because the revisions of one
            // that was deleted and created again begin at 1 again.
            variant.append('[').append(member.id()).append(stamp.variant()).append(']');
            worst = stamp.staleness().compareTo(worst) > 0 ? stamp.staleness() : worst;
            Instant confirmed = stamp.confirmed();
            oldest = confirmed != null && (oldest == null || confirmed.isBefore(oldest)) ? confirmed : oldest;
        }
        return new Stamp(revision, parts.toString(), variant.toString(), oldest, worst);
    }

    @Override
    public long revision(PackageName name, Reading reading) {
        return membership(reading).of(name).stream()
                .mapToLong(member -> member.revision(name))
                .sum();
    }

    @Override
    public Optional<PackageView> view(PackageName name, ViewScope scope, Reading reading) {
        List<PackageView> views = new ArrayList<>();
        long silent = 0;
        for (Member member : membership(reading).speaking(name)) {
            // Read before the view: if the member changes in between, the view is newer than this revision, never
            // older.
            long revision = member.revision(name);
            Optional<PackageView> view = member.view(name, scope);
            view.ifPresent(views::add);
            silent += view.isPresent() ? 0 : revision;
        }
        return views.isEmpty() ? Optional.empty() : Optional.of(ViewMerge.merge(views, silent, scope, format));
    }

    @Override
    public Optional<StoredFile> file(FilePath path, Reading reading) {
        Membership membership = membership(reading);
        Optional<FileOwner> owner = format.owner(path);
        if (owner.isPresent()) {
            return membership.first(owner.get().packageName(), member -> member.file(path));
        }
        for (Member member : membership.readable(null)) {
            Optional<StoredFile> file = member.file(path);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean holds(PackageName name, Reading reading) {
        return membership(reading).readable(null).stream().anyMatch(member -> member.holds(name));
    }

    @Override
    public List<SearchHit> packages(String prefix, String after, int limit, Reading reading) {
        return new HitMerge(membership(reading)).packages(prefix, after, limit);
    }

    @Override
    public SearchPages search(String text, int offset, Reading reading) {
        return ShownPages.after(offset, new MergedPages(membership(reading), text));
    }

    @Override
    public Listing list(String directory, String after, int limit, Reading reading) {
        Membership membership = membership(reading);
        List<Listing> pages = membership.readable(null).stream()
                .map(member -> listing(membership, member, directory, after, limit))
                .toList();
        return ListingMerge.merge(pages, limit);
    }

    /** Lists what a member has of packages that may come from it. */
    private Listing listing(Membership membership, Member member, String directory, String after, int limit) {
        Map<PackageName, Boolean> takesPart = new HashMap<>();
        Reading reading = member.reading()
                .only(name -> takesPart.computeIfAbsent(
                        name,
                        asked -> membership.reading().access().mayRead(definition, asked)
                                && membership.includes(member, asked)));
        return member.repository().source().list(directory, after, limit, reading);
    }

    /** {@inheritDoc} Which members the package may come from is found out only if one of them has blocks at all. */
    @Override
    public List<Block> blocks(PackageName name, Reading reading) {
        Membership membership = membership(reading);
        List<Member> blocking = membership.readable(name).stream()
                .filter(member -> !blocks(member, name).isEmpty())
                .toList();
        return blocking.stream()
                .filter(member -> membership.includes(member, name))
                .flatMap(member -> blocks(member, name).stream())
                .distinct()
                .toList();
    }

    private static List<Block> blocks(Member member, PackageName name) {
        return member.repository().source().blocks(name, member.reading());
    }

    @Override
    public List<UpstreamLink> upstreams(Reading reading) {
        Membership membership = membership(reading);
        Map<String, UpstreamLink> links = new LinkedHashMap<>();
        for (Member member : membership.readable(null)) {
            for (UpstreamLink link : member.repository().source().upstreams(member.reading())) {
                UpstreamLink guarded = new GuardedLink(link, member, membership);
                links.merge(link.repository(), guarded, EitherLink::new);
            }
        }
        return List.copyOf(links.values());
    }
}
