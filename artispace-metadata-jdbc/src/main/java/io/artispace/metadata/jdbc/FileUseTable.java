package io.artispace.metadata.jdbc;

import io.artispace.metadata.FileUseRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** When files were last used. */
final class FileUseTable {
    private static final String OLDEST = FileTable.SELECT_WITH_USE
            + "f.repository_id = ? and f.gone = 0 order by coalesce(u.used, f.published), f.id limit ?";
    private static final String STORED = """
            select coalesce(sum(b.size), 0) from files f join blobs b on b.id = f.blob_id
            where f.repository_id = ? and f.gone = 0""";

    /** Of a file that is gone nothing is noted: its row may go with its repository at any time. */
    private static final String NOTE = """
            insert into file_uses (file_id, used)
            select id, ? from files where id = ? and gone = 0
            on conflict (file_id) do update set
                used = case when excluded.used > file_uses.used then excluded.used else file_uses.used end""";

    private final Sql sql;

    FileUseTable(Sql sql) {
        this.sql = sql;
    }

    List<FileUseRow> leastRecentlyUsed(long repositoryId, int limit) {
        return sql.list(
                OLDEST,
                row -> new FileUseRow(FileTable.read(row), Times.read(row, FileTable.USED)),
                repositoryId,
                limit);
    }

    long storedBytes(long repositoryId) {
        return sql.number(STORED, repositoryId).orElse(0);
    }

    void note(Map<Long, Instant> uses) {
        uses.forEach((file, time) -> sql.change(NOTE, Times.micros(time), file));
    }
}
