package io.artispace.metadata.jdbc.table;

import io.artispace.blob.Digest;
import io.artispace.blob.DigestAlgorithm;
import io.artispace.blob.Digests;
import io.artispace.metadata.BlobRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The blobs. A state is stored as its number, which the partial indexes name: 0 live, 1 condemned, 2 deleted. */
final class BlobTable {
    /** Read by {@link #size}, {@link #digests} and {@link #read}. */
    static final String COLUMNS = "b.size, b.sha256, b.sha1, b.md5, b.sha512";

    private static final String ROW = COLUMNS + ", b.state, b.touched";
    private static final String FIND = "select " + ROW + " from blobs b where b.sha256 = ?";
    private static final String PAGE = "select " + ROW + " from blobs b where b.sha256 > ? order by b.sha256 limit ?";

    private static final String PUT = """
            insert into blobs (sha256, sha1, md5, sha512, size, state, touched, in_use)
            values (?, ?, ?, ?, ?, ?, ?, 0)
            on conflict (sha256) do update set
                sha1 = coalesce(blobs.sha1, excluded.sha1),
                md5 = coalesce(blobs.md5, excluded.md5),
                sha512 = coalesce(blobs.sha512, excluded.sha512),
                state = excluded.state,
                touched = excluded.touched""";
    private static final String PUT_IN_USE = PUT.replace("?, 0)", "?, 1)") + ", in_use = 1";
    private static final String USE = "update blobs set in_use = 1 where sha256 = ? and state = 0";
    private static final String OF_FILE = "select id from blobs where id = (select blob_id from files where id = ?)";
    private static final String RELEASED = """
            update blobs set in_use = 0
            where id = (select blob_id from files where id = ?)
            and not exists (select 1 from files f where f.blob_id = blobs.id and f.removed is null)""";

    /** Proves that no file needs the blob, and no ledger names it; said like {@link PackageColumns#NOT_EMPTY}. */
    private static final String UNNAMED = """
            and (select f.id from files f where f.blob_id = b.id and f.removed is null limit 1) is null
            and (select f.id from files f where f.blob_id = b.id and f.removed >= :removedSince limit 1) is null
            and (select l.sha256 from ledger l where l.sha256 = b.sha256 limit 1) is null
            """;

    /** The index finds blobs that look unused; the files then prove that they are. */
    private static final String UNUSED = "select " + ROW + """
             from blobs b
            where b.state = 0 and b.in_use = 0 and b.touched < :touchedBefore
            """ + UNNAMED + "order by b.touched limit :limit";

    /**
     * Asked after the row was locked: everybody who names a blob has to change or hold its row first, so the answer stays true until the
     * transaction ends.
     */
    private static final String STILL_UNUSED = "select " + ROW + """
             from blobs b
            where b.sha256 in (<found>) and b.state = 0 and b.touched < :touchedBefore
            """ + UNNAMED + "order by b.touched";

    private static final String CONDEMNED =
            "select " + ROW + " from blobs b where b.state = 1 order by b.sha256 limit ?";

    /**
     * Looks the blob up by its digest, as publishers do: MariaDB locks the index entries that a statement goes through, and two statements
     * that used different indexes could each wait for the other.
     */
    private static final String STILL_CONDEMNED = "select " + ROW + " from blobs b where b.sha256 = ? and b.state = 1";

    private static final String FORGET = """
            delete from blobs
            where sha256 = ? and state = 1
            and not exists (select 1 from files f where f.blob_id = blobs.id)""";

    private final Sql sql;

    BlobTable(Sql sql) {
        this.sql = sql;
    }

    Optional<BlobRow> find(Digest sha256) {
        return sql.find(FIND, BlobTable::read, sha256.hex());
    }

    /** Looks a blob up and locks it against those that change it, not against those that hold it, too. */
    Optional<BlobRow> held(Digest sha256) {
        return sql.find(FIND + sql.dialect().forShare(), BlobTable::read, sha256.hex());
    }

    List<BlobRow> page(String after, int limit) {
        return sql.list(PAGE, BlobTable::read, after, limit);
    }

    void put(BlobRow row) {
        sql.change(PUT, values(row));
    }

    /** Puts the live row of a blob that a file is about to name, no later than that file, and locks it until that file is there. */
    void putInUse(BlobRow row) {
        sql.changeLater(PUT_IN_USE, values(row));
    }

    private static @Nullable Object[] values(BlobRow row) {
        Digests digests = row.digests();
        return new @Nullable Object[] {
            digests.sha256().hex(),
            hex(digests.sha1()),
            hex(digests.md5()),
            hex(digests.sha512()),
            row.size(),
            row.state().ordinal(),
            Times.micros(row.touched())
        };
    }

    /** Notes that a file is about to name the blob, and locks it until that file is there. */
    void use(Digest sha256) {
        if (sql.change(USE, sha256.hex()) == 0) {
            throw new IllegalStateException(
                    "A file cannot name the blob " + sha256 + ": its row is not there or not live. Put it first.");
        }
    }

    /**
     * Notes that a file that named a blob was removed. If several are removed at the same time, the last one has to see that the others are
     * gone.
     */
    void released(long fileId) {
        sql.lock(OF_FILE, fileId);
        sql.change(RELEASED, fileId);
    }

    List<BlobRow> condemn(Instant touchedBefore, Instant removedSince, int limit) {
        List<BlobRow> unused = unused(touchedBefore, removedSince, limit);
        for (BlobRow blob : unused) {
            sql.change(
                    "update blobs set state = 1 where sha256 = ?",
                    blob.digests().sha256().hex());
        }
        return unused.stream()
                .map(blob -> new BlobRow(blob.digests(), blob.size(), BlobRow.State.CONDEMNED, blob.touched()))
                .toList();
    }

    private List<BlobRow> unused(Instant touchedBefore, Instant removedSince, int limit) {
        String lock = sql.dialect().forUpdate();
        List<BlobRow> found = sql.list(
                handle -> handle.createQuery(UNUSED + lock)
                        .bind("touchedBefore", Times.micros(touchedBefore))
                        .bind("removedSince", Times.micros(removedSince))
                        .bind("limit", limit),
                BlobTable::read);
        if (lock.isEmpty() || found.isEmpty()) {
            return found;
        }
        return sql.list(
                handle -> handle.createQuery(STILL_UNUSED)
                        .bind("touchedBefore", Times.micros(touchedBefore))
                        .bind("removedSince", Times.micros(removedSince))
                        .bindList(
                                "found",
                                found.stream()
                                        .map(blob -> blob.digests().sha256().hex())
                                        .toList()),
                BlobTable::read);
    }

    /**
     * Lists condemned blobs and locks them. A publisher of the same bytes has to wait until this transaction has deleted them, however long
     * that takes; so the server must not end the transaction for being idle, or the publisher would rely on bytes that are about to be
     * deleted.
     */
    List<BlobRow> condemned(int limit) {
        List<BlobRow> found = sql.list(CONDEMNED, BlobTable::read, limit);
        String lock = sql.dialect().forUpdate();
        if (lock.isEmpty() || found.isEmpty()) {
            return found;
        }
        String outlast = sql.dialect().outlastPauses();
        if (!outlast.isEmpty()) {
            sql.list(outlast, row -> true);
        }
        return found.stream()
                .map(blob -> blob.digests().sha256().hex())
                .flatMap(sha256 -> sql.find(STILL_CONDEMNED + lock, BlobTable::read, sha256).stream())
                .toList();
    }

    void forget(Digest sha256) {
        if (sql.change(FORGET, sha256.hex()) == 0) {
            sql.change("update blobs set state = 2 where sha256 = ? and state = 1", sha256.hex());
        }
    }

    static long size(ResultSet row, int column) throws SQLException {
        return row.getLong(column);
    }

    static Digests digests(ResultSet row, int column) throws SQLException {
        return new Digests(
                Digest.sha256(row.getString(column + 1)),
                digest(DigestAlgorithm.SHA1, row.getString(column + 2)),
                digest(DigestAlgorithm.MD5, row.getString(column + 3)),
                digest(DigestAlgorithm.SHA512, row.getString(column + 4)));
    }

    private static BlobRow read(ResultSet row) throws SQLException {
        return new BlobRow(digests(row, 1), size(row, 1), BlobRow.State.values()[row.getInt(6)], Times.read(row, 7));
    }

    private static @Nullable Digest digest(DigestAlgorithm algorithm, @Nullable String hex) {
        return hex == null ? null : new Digest(algorithm, hex);
    }

    private static @Nullable String hex(@Nullable Digest digest) {
        return digest == null ? null : digest.hex();
    }
}
