package io.artispace.stores.move;

import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.SessionRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Brings the target's repositories, users, tokens, sessions and what is known of upstreams in line with the source's. */
final class ConfigurationCopy {
    private static final int PAGE = 500;

    private final MetadataStore source;
    private final MetadataStore target;
    private final Tally tally;

    ConfigurationCopy(MetadataStore source, MetadataStore target, Tally tally) {
        this.source = source;
        this.target = target;
        this.tally = tally;
    }

    /**
     * Copies.
     *
     * @return the ids of the repositories that the target has now
     */
    Set<Long> copy() {
        Set<Long> repositories = copyRepositories();
        copyUsers();
        copyTokens();
        copySessions();
        repositories.forEach(this::copyUpstreams);
        return repositories;
    }

    private Set<Long> copyRepositories() {
        List<RepositoryRow> wanted = source.read(MetadataReader::repositories);
        Set<Long> ids = wanted.stream().map(RepositoryRow::id).collect(Collectors.toSet());
        target.write(writer -> {
            Set<RepositoryRow> there = new HashSet<>(writer.repositories());
            there.stream().filter(row -> !ids.contains(row.id())).forEach(row -> writer.deleteRepository(row.id()));
            wanted.stream().filter(row -> !there.contains(row)).forEach(writer.restore()::putRepository);
            return null;
        });
        return ids;
    }

    private void copyUsers() {
        List<UserRow> wanted = all(source, UserRow::name, (reader, after) -> reader.users(after, PAGE));
        Set<UserRow> there = new HashSet<>(all(target, UserRow::name, (reader, after) -> reader.users(after, PAGE)));
        Set<String> names = wanted.stream().map(UserRow::name).collect(Collectors.toSet());
        target.write(writer -> {
            there.stream().filter(row -> !names.contains(row.name())).forEach(row -> writer.deleteUser(row.name()));
            wanted.stream().filter(row -> !there.contains(row)).forEach(writer::putUser);
            return null;
        });
    }

    /** After the users, with whom tokens go. */
    private void copyTokens() {
        List<TokenRow> wanted =
                all(source, TokenRow::hash, (reader, after) -> reader.dump().tokens(after, PAGE));
        Set<TokenRow> there = new HashSet<>(
                all(target, TokenRow::hash, (reader, after) -> reader.dump().tokens(after, PAGE)));
        Set<TokenRow> kept = new HashSet<>(wanted);
        target.write(writer -> {
            there.stream().filter(row -> !kept.contains(row)).forEach(row -> writer.deleteToken(row.user(), row.id()));
            wanted.stream().filter(row -> !there.contains(row)).forEach(writer::insertToken);
            return null;
        });
    }

    /** A ledger that is sealed in the target was copied whole, and changes no more. */
    private void copySessions() {
        List<SessionRow> wanted = source.read(MetadataReader::sessions);
        List<SessionRow> there = target.read(MetadataReader::sessions);
        for (SessionRow row : there) {
            if (wanted.stream().noneMatch(session -> isSame(session, row))) {
                target.write(writer -> {
                    writer.deleteSession(row.name());
                    return null;
                });
            }
        }
        for (SessionRow row : wanted) {
            if (!row.sealed() || !there.contains(row)) {
                // Copies a ledger in the order in which it was written, so that entries of files that were served
                // again since the last round get their new times.
                List<LedgerEntry> entries = source.read(reader -> reader.ledger(row.name())).stream()
                        .sorted(Comparator.comparing(LedgerEntry::served))
                        .toList();
                target.write(writer -> {
                    writer.putSession(row);
                    entries.forEach(entry -> writer.addLedgerEntry(row.name(), entry));
                    return null;
                });
            }
            tally.step();
        }
    }

    private static boolean isSame(SessionRow one, SessionRow other) {
        return one.name().equals(other.name()) && one.created().equals(other.created());
    }

    /**
     * Compares pages of both stores, rather than asking for each row: there may be one for each proxied package, and this is done while
     * writers wait, too.
     */
    private void copyUpstreams(long repositoryId) {
        String after = "";
        List<UpstreamRow> page;
        do {
            String from = after;
            page = source.read(reader -> reader.dump().upstreams(repositoryId, from, PAGE));
            List<UpstreamRow> wanted = page;
            if (!wanted.isEmpty()) {
                after = wanted.get(wanted.size() - 1).location();
                Set<UpstreamRow> there =
                        new HashSet<>(target.read(reader -> reader.dump().upstreams(repositoryId, from, PAGE)));
                List<UpstreamRow> missing =
                        wanted.stream().filter(row -> !there.contains(row)).toList();
                if (!missing.isEmpty()) {
                    target.write(writer -> {
                        missing.forEach(writer::putUpstream);
                        return null;
                    });
                }
            }
            tally.step();
        } while (page.size() == PAGE);
    }

    /** Copies when files were used last. This is not done while writers wait, since it only decides which files a proxy evicts first. */
    void copyUses() {
        long after = 0;
        Map<Long, Instant> page;
        do {
            long from = after;
            page = source.read(reader -> reader.dump().uses(from, PAGE));
            Map<Long, Instant> uses = page;
            if (!uses.isEmpty()) {
                after = uses.keySet().stream().max(Long::compare).orElse(from);
                target.write(writer -> {
                    writer.noteUses(uses);
                    return null;
                });
            }
            tally.step();
        } while (page.size() == PAGE);
    }

    /** A page of rows. */
    @FunctionalInterface
    private interface Page<T> {
        List<T> read(MetadataReader reader, String after);
    }

    private static <T> List<T> all(MetadataStore store, Function<T, String> key, Page<T> pages) {
        List<T> rows = new ArrayList<>();
        String after = "";
        List<T> page;
        do {
            String from = after;
            page = store.read(reader -> pages.read(reader, from));
            rows.addAll(page);
            after = page.isEmpty() ? after : key.apply(page.get(page.size() - 1));
        } while (page.size() == PAGE);
        return rows;
    }
}
