package io.artispace.metadata.jdbc.table;

import io.artispace.blob.Digest;
import io.artispace.event.RegistryEvent;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.FileUseRow;
import io.artispace.metadata.Manifests;
import io.artispace.metadata.MetadataDump;
import io.artispace.metadata.MetadataReader;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.SessionRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.UserRow;
import io.artispace.metadata.VersionRow;
import io.artispace.metadata.jdbc.sql.PackageSearch;
import io.artispace.metadata.jdbc.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the questions of one work: passes each on to its table. */
public class JdbcReader implements MetadataReader {
    final ConfigurationTable configuration;
    final RepositoryTable repositories;
    final PackageSearch search;
    final PackageTable packages;
    final VersionTable versions;
    final BlobTable blobs;
    final FileTable files;
    final TagTable tags;
    final UserTable users;
    final TokenTable tokens;
    final EventTable events;
    final UpstreamTable upstreams;
    final CachedFileTable cached;
    final SessionTable sessions;

    final Sql sql;

    public JdbcReader(Sql sql) {
        this.sql = sql;
        configuration = new ConfigurationTable(sql);
        search = sql.dialect().search(sql);
        repositories = new RepositoryTable(sql, search);
        LockedPackages locked = new LockedPackages();
        packages = new PackageTable(sql, search, locked);
        versions = new VersionTable(sql, locked);
        blobs = new BlobTable(sql);
        files = new FileTable(sql, blobs);
        tags = new TagTable(sql, locked);
        users = new UserTable(sql);
        tokens = new TokenTable(sql);
        events = new EventTable(sql, sql.dialect().eventPositions(sql));
        upstreams = new UpstreamTable(sql);
        cached = new CachedFileTable(sql);
        sessions = new SessionTable(sql);
    }

    @Override
    public final List<RepositoryRow> repositories() {
        return repositories.list();
    }

    @Override
    public final long configurationRevision() {
        return configuration.revision();
    }

    @Override
    public final Optional<PackageRow> findPackage(long repositoryId, String name) {
        return packages.find(repositoryId, name);
    }

    @Override
    public final long packageRevision(long repositoryId, String name) {
        return packages.revision(repositoryId, name);
    }

    @Override
    public final List<PackageRow> packages(long repositoryId, Collection<String> names) {
        return packages.find(repositoryId, names);
    }

    @Override
    public final List<String> packageNames(long repositoryId, String prefix, String after, int limit) {
        return packages.names(repositoryId, prefix, after, limit);
    }

    @Override
    public final List<String> search(long repositoryId, String text, boolean removed, int offset, int limit) {
        return search.find(repositoryId, text, removed, offset, limit);
    }

    @Override
    public final List<VersionRow> versions(long packageId, Manifests manifests) {
        return versions.list(packageId, manifests);
    }

    @Override
    public final List<VersionRow> versionsChangedSince(long packageId, long revision) {
        return versions.changedSince(packageId, revision);
    }

    @Override
    public final Optional<VersionRow> findVersion(long packageId, String name) {
        return versions.find(packageId, name);
    }

    @Override
    public final Optional<VersionRow> findVersion(long id, Manifests manifests) {
        return versions.find(id, manifests);
    }

    @Override
    public final List<FileRow> files(long packageId) {
        return files.list(packageId);
    }

    @Override
    public final List<FileRow> filesChangedSince(long packageId, long revision) {
        return files.changedSince(packageId, revision);
    }

    @Override
    public final List<FileRow> filesOfVersion(long versionId) {
        return files.ofVersion(versionId);
    }

    @Override
    public final Optional<FileRow> findFile(long repositoryId, String path) {
        return files.find(repositoryId, path);
    }

    @Override
    public final List<FileRow> filesByPath(long repositoryId, String prefix, String after, int limit) {
        return files.page(repositoryId, prefix, after, limit);
    }

    @Override
    public final Map<String, String> tags(long packageId) {
        return tags.list(packageId);
    }

    @Override
    public final Optional<BlobRow> findBlob(Digest sha256) {
        return blobs.find(sha256);
    }

    @Override
    public final List<BlobRow> blobs(String after, int limit) {
        return blobs.page(after, limit);
    }

    @Override
    public final Optional<UserRow> findUser(String name) {
        return users.find(name);
    }

    @Override
    public final List<UserRow> users(String after, int limit) {
        return users.page(after, limit);
    }

    @Override
    public final Optional<TokenRow> findToken(String hash) {
        return tokens.find(hash);
    }

    @Override
    public final List<TokenRow> tokens(String user) {
        return tokens.list(user);
    }

    @Override
    public final List<RegistryEvent> events(long after, int limit) {
        return events.page(after, limit);
    }

    @Override
    public final long lastEvent() {
        return events.last();
    }

    @Override
    public final List<VersionRow> versionsAsOf(long packageId, Instant instant, Manifests manifests) {
        return versions.listAsOf(packageId, instant, manifests);
    }

    @Override
    public final List<FileRow> filesAsOf(long packageId, Instant instant) {
        return files.listAsOf(packageId, instant);
    }

    @Override
    public final List<VersionRow> versionsGoneSince(long packageId, Instant instant) {
        return versions.goneSince(packageId, instant);
    }

    @Override
    public final List<FileRow> filesGoneSince(long packageId, Instant instant) {
        return files.goneSince(packageId, instant);
    }

    @Override
    public final Optional<FileRow> findFileAsOf(long repositoryId, String path, Instant instant) {
        return files.findAsOf(repositoryId, path, instant);
    }

    @Override
    public final List<FileRow> filesByPathAsOf(
            long repositoryId, String prefix, String after, Instant instant, int limit) {
        return files.pageAsOf(repositoryId, prefix, after, instant, limit);
    }

    @Override
    public final Map<String, String> tagsAsOf(long packageId, Instant instant) {
        return tags.listAsOf(packageId, instant);
    }

    @Override
    public final Optional<UpstreamRow> findUpstream(long repositoryId, String location) {
        return upstreams.find(repositoryId, location);
    }

    @Override
    public final List<FileUseRow> leastRecentlyUsed(long repositoryId, int limit) {
        return cached.leastRecentlyUsed(repositoryId, limit);
    }

    @Override
    public final long storedBytes(long repositoryId) {
        return cached.storedBytes(repositoryId);
    }

    @Override
    public final Optional<SessionRow> findSession(String name) {
        return sessions.find(name);
    }

    @Override
    public final List<SessionRow> sessions() {
        return sessions.list();
    }

    @Override
    public final List<LedgerEntry> ledger(String session) {
        return sessions.ledger(session);
    }

    @Override
    public final List<LedgerEntry> ledger(String session, String repository, Collection<String> paths) {
        return sessions.ledger(session, repository, paths);
    }

    @Override
    public final List<String> ledgerPaths(String session, String repository, String after, int limit) {
        return sessions.paths(session, repository, after, limit);
    }

    @Override
    public final MetadataDump dump() {
        return new JdbcDump(sql, tokens, upstreams, events);
    }
}
