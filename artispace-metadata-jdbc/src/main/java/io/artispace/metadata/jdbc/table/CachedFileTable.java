package io.artispace.metadata.jdbc.table;

import io.artispace.metadata.FileUseRow;
import io.artispace.metadata.jdbc.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When the files that can be evicted were last used. */
final class CachedFileTable {
    private static final String OLDEST = FileTable.COLUMNS + ", u.used, p.name" + """
             from cached_files u join files f on f.id = u.file_id join blobs b on b.id = f.blob_id
            join packages p on p.id = f.package_id
            where u.repository_id = ? order by u.used, u.file_id limit ?""";

    private static final int USED = 14;
    private static final int PACKAGE = 15;

    private static final String STORED = """
            select coalesce(sum(b.size), 0)
            from cached_files u join files f on f.id = u.file_id join blobs b on b.id = f.blob_id
            where u.repository_id = ?""";

    /** Notes nothing for a file that is gone. If it is just being removed, alone or with its repository, that is waited for. */
    private static final String NOTE = """
            insert into cached_files (file_id, repository_id, used)
            select id, repository_id, ? from files where id = ? and gone = 0%s
            on conflict (file_id) do update set
                used = case when excluded.used > cached_files.used then excluded.used else cached_files.used end""";

    private static final String FORGET = "delete from cached_files where file_id = ?";

    private final Sql sql;

    CachedFileTable(Sql sql) {
        this.sql = sql;
    }

    List<FileUseRow> leastRecentlyUsed(long repositoryId, int limit) {
        return sql.list(
                OLDEST,
                row -> new FileUseRow(FileTable.read(row), row.getString(PACKAGE), Times.read(row, USED)),
                repositoryId,
                limit);
    }

    long storedBytes(long repositoryId) {
        return sql.number(STORED, repositoryId).orElse(0);
    }

    void note(Map<Long, Instant> uses) {
        String note = NOTE.formatted(sql.dialect().forShare());
        uses.forEach((file, time) -> sql.change(note, Times.micros(time), file));
    }

    void forget(long file) {
        sql.change(FORGET, file);
    }
}
