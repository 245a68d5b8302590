package io.artispace.metadata.jdbc.table;

import io.artispace.blob.Digest;
import io.artispace.event.RegistryEvent;
import io.artispace.ledger.LedgerEntry;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.FileRow;
import io.artispace.metadata.MetadataRestore;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.PackageRow;
import io.artispace.metadata.RepositoryRow;
import io.artispace.metadata.SessionRow;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UpstreamRow;
import io.artispace.metadata.UserRow;
import io.artispace.metadata.VersionRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the changes of one work: passes each on to its table, and counts the changes of the configuration. */
public final class JdbcWriter extends JdbcReader implements MetadataWriter {
    public JdbcWriter(Sql sql) {
        super(sql);
    }

    @Override
    public RepositoryRow insertRepository(RepositoryRow row) {
        RepositoryRow inserted = repositories.insert(row);
        configuration.changed();
        return inserted;
    }

    @Override
    public void updateRepository(long id, Map<String, String> settings) {
        repositories.update(id, settings);
        configuration.changed();
    }

    @Override
    public Optional<RepositoryRow> holdRepository(long id) {
        return repositories.held(id);
    }

    @Override
    public void deleteRepository(long id) {
        repositories.delete(id);
        configuration.changed();
    }

    @Override
    public PackageRow lockPackage(long repositoryId, String name, Instant now) {
        return packages.lock(repositoryId, name, now);
    }

    @Override
    public void updatePackage(PackageRow row) {
        packages.update(row);
    }

    @Override
    public long insertVersion(VersionRow row) {
        return versions.insert(row);
    }

    @Override
    public void updateVersion(VersionRow row) {
        versions.update(row);
    }

    @Override
    public void removeVersion(long id, long revision, Instant time) {
        versions.remove(id, revision, time);
    }

    @Override
    public long insertFile(FileRow row) {
        return files.insert(row);
    }

    @Override
    public long insertFile(FileRow row, Instant touched) {
        return files.insert(row, touched);
    }

    @Override
    public OptionalLong insertNewFile(FileRow row, Instant touched) {
        return files.insertNew(row, touched);
    }

    @Override
    public void removeFile(long id, long revision, Instant time) {
        files.remove(id, revision, time);
        cached.forget(id);
    }

    @Override
    public void putTag(long packageId, String tag, String version, long revision, Instant time) {
        tags.put(packageId, tag, version, revision, time);
    }

    @Override
    public void removeTag(long packageId, String tag, long revision, Instant time) {
        tags.remove(packageId, tag, revision, time);
    }

    @Override
    public void putBlob(BlobRow row) {
        blobs.put(row);
    }

    @Override
    public Optional<BlobRow> holdBlob(Digest sha256) {
        return blobs.held(sha256);
    }

    @Override
    public List<BlobRow> condemnBlobs(Instant touchedBefore, Instant removedSince, int limit) {
        return blobs.condemn(touchedBefore, removedSince, limit);
    }

    @Override
    public List<BlobRow> condemnedBlobs(int limit) {
        return blobs.condemned(limit);
    }

    @Override
    public void forgetBlob(Digest sha256) {
        blobs.forget(sha256);
    }

    /** Everything that changes users or tokens locks the one row of the configuration, and does so first. */
    @Override
    public Optional<UserRow> lockUser(String name) {
        configuration.lock();
        return users.find(name);
    }

    @Override
    public void putUser(UserRow row) {
        configuration.changed();
        users.put(row);
    }

    @Override
    public boolean deleteUser(String name) {
        configuration.changed();
        tokens.deleteAll(name);
        return users.delete(name);
    }

    @Override
    public void insertToken(TokenRow row) {
        configuration.changed();
        tokens.insert(row);
    }

    @Override
    public boolean deleteToken(String user, String id) {
        configuration.lock();
        boolean deleted = tokens.delete(user, id);
        if (deleted) {
            configuration.changed();
        }
        return deleted;
    }

    @Override
    public List<RegistryEvent> appendEvents(List<RegistryEvent> appended) {
        return events.append(appended);
    }

    @Override
    public int dropEvents(Instant before, int limit) {
        // So that those who drop at the same time take turns: each would count what both delete. It is the one row that
        // every store has.
        configuration.lock();
        return events.drop(before, limit);
    }

    @Override
    public void putUpstream(UpstreamRow row) {
        upstreams.put(row);
    }

    @Override
    public void confirmUpstream(UpstreamRow row) {
        upstreams.confirm(row);
    }

    @Override
    public void forgetValidators(long repositoryId) {
        upstreams.forgetValidators(repositoryId);
    }

    @Override
    public void expireUpstream(long repositoryId) {
        upstreams.expire(repositoryId);
    }

    @Override
    public void noteUses(Map<Long, Instant> noted) {
        cached.note(noted);
    }

    @Override
    public Optional<SessionRow> lockSession(String name) {
        return sessions.locked(name);
    }

    @Override
    public Optional<SessionRow> holdSession(String name) {
        return sessions.held(name);
    }

    @Override
    public void putSession(SessionRow row) {
        sessions.put(row);
    }

    @Override
    public void deleteSession(String name) {
        sessions.delete(name);
    }

    @Override
    public void addLedgerEntry(String session, LedgerEntry entry) {
        sessions.add(session, entry);
    }

    @Override
    public MetadataRestore restore() {
        return new JdbcRestore(sql, packages, blobs, events);
    }
}
