package io.artispace.stores.move;

import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.MetadataStore;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.SessionRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.UserRow;
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
        List<UserRow> wanted = all(source, UserRow::name, MetadataReader::users);
        Set<UserRow> there = new HashSet<>(all(target, UserRow::name, MetadataReader::users));
        Set<String> names = wanted.stream().map(UserRow::name).collect(Collectors.toSet());
        target.write(writer -> {
            there.stream().filter(row -> !names.contains(row.name())).forEach(row -> writer.deleteUser(row.name()));
            wanted.stream().filter(row -> !there.contains(row)).forEach(writer::putUser);
            return null;
        });
    }

    /** After the users, with whom tokens go. */
    private void copyTokens() {
        List<TokenRow> wanted = all(
                source, TokenRow::hash, (reader, after, limit) -> reader.dump().tokens(after, limit));
        Set<TokenRow> there = new HashSet<>(all(
                target, TokenRow::hash, (reader, after, limit) -> reader.dump().tokens(after, limit)));
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
        Pages.Question<String, UpstreamRow> question =
                (reader, after, limit) -> reader.dump().upstreams(repositoryId, after, limit);
        Pages.forEach(source, "", question, UpstreamRow::location, (wanted, after) -> {
            Set<UpstreamRow> there = new HashSet<>(Pages.read(target, question, after));
            List<UpstreamRow> missing =
                    wanted.stream().filter(row -> !there.contains(row)).toList();
            if (!missing.isEmpty()) {
                target.write(writer -> {
                    missing.forEach(writer::putUpstream);
                    return null;
                });
            }
            tally.step();
        });
    }

    /** Copies when files were used last. This is not done while writers wait, since it only decides which files a proxy evicts first. */
    void copyUses() {
        Pages.forEach(
                source,
                0L,
                (reader, after, limit) ->
                        List.copyOf(reader.dump().uses(after, limit).entrySet()),
                Map.Entry::getKey,
                (page, after) -> {
                    if (!page.isEmpty()) {
                        target.write(writer -> {
                            writer.noteUses(
                                    page.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
                            return null;
                        });
                    }
                    tally.step();
                });
    }

    private static <T> List<T> all(MetadataStore store, Function<T, String> key, Pages.Question<String, T> question) {
        List<T> rows = new ArrayList<>();
        Pages.forEach(store, "", question, key, (page, after) -> rows.addAll(page));
        return rows;
    }
}
